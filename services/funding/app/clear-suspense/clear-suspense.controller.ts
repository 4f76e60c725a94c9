import { clearSuspenseEntry, listSuspenseEntries, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Reader } from '../persistence/reader.js';
import { readSuspense } from '../persistence/statement.repository.js';
import { ClearSuspenseHandler } from './clear-suspense.handler.js';

const position = z.tuple([z.literal([0, 1]), z.iso.datetime(), z.uuid()]);

@Controller()
export class ClearSuspenseController {
  constructor(
    @Inject(ClearSuspenseHandler) private readonly handler: ClearSuspenseHandler,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  @Implements(clearSuspenseEntry)
  async clear(@Input() input: RouteInput<typeof clearSuspenseEntry>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }

  @Implements(listSuspenseEntries)
  async list(@Input() { query: { state, limit, after } }: RouteInput<typeof listSuspenseEntries>, @Caller() { scope }: Caller) {
    const behind = after === undefined ? {} : { after: positionOf(position, after) };
    const rows = await readSuspense(this.reader, regionPrefix(scope.jurisdiction), { state, limit: limit + 1, ...behind });
    return pageFrom(rows, limit, (row) => row, ({ clearedAt, openedAt, suspenseId }) => [clearedAt === undefined ? 0 : 1, openedAt, suspenseId]);
  }
}
