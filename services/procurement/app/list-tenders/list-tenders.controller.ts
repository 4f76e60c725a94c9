import { listTenders, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input, pageFrom } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readTenders } from '../persistence/read-lists.js';
import { after } from '../position.js';
import { tenderView } from '../views.js';

@Controller()
export class ListTendersController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listTenders)
  async list(@Input() { query }: RouteInput<typeof listTenders>, @Caller() { scope }: Caller) {
    const rows = await readTenders(this.reader, { scope, status: query.status, after: after(query.after), limit: query.limit + 1 });
    return pageFrom(rows, query.limit, ({ tender, purchase }) => tenderView(tender, purchase), ({ tender }) => [tender.publishedAt, tender.id]);
  }
}
