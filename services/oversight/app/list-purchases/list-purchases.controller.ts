import { listPurchaseStories, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { readPurchases } from '../persistence/purchase.repository.js';
import { Reader } from '../persistence/reader.js';
import { storyView } from './story-view.js';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

@Controller()
export class ListPurchasesController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listPurchaseStories)
  async list(@Input() { query: { stage, after, limit } }: RouteInput<typeof listPurchaseStories>, @Caller() caller: Caller) {
    const purchases = await readPurchases(this.reader, caller.scope, { stage, after: after === undefined ? undefined : positionOf(position, after), limit: limit + 1 });
    return pageFrom(purchases, limit, storyView, (row) => [row.stage_since.toISOString(), row.purchase_id]);
  }
}
