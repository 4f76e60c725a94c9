import { listPurchases, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input, pageFrom } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readPurchases } from '../persistence/read-lists.js';
import { after } from '../position.js';
import { purchaseView } from '../views.js';

@Controller()
export class ListPurchasesController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listPurchases)
  async list(@Input() { query }: RouteInput<typeof listPurchases>, @Caller() { scope }: Caller) {
    const rows = await readPurchases(this.reader, { scope, status: query.status, after: after(query.after), limit: query.limit + 1 });
    return pageFrom(rows, query.limit, purchaseView, ({ plannedAt, id }) => [plannedAt, id]);
  }
}
