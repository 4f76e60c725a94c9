import { clearSuspenseEntry, listSuspenseEntries, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readSuspense } from '../persistence/statement.repository.js';
import { ClearSuspenseHandler } from './clear-suspense.handler.js';

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
  async list(@Caller() { scope }: Caller) {
    return { items: await readSuspense(this.reader, regionPrefix(scope.jurisdiction)) };
  }
}
