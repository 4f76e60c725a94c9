import { listProjectsWaiting } from '@goufu/contracts';
import { Caller, Implements } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readWaiting } from '../persistence/read-waiting.js';
import { Reader } from '../persistence/reader.js';
import { projectView } from '../views.js';

@Controller()
export class ListWaitingController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  /** A purchaser decides on the projects of their own organisation alone. */
  @Implements(listProjectsWaiting)
  async list(@Caller() { roles, orgId, scope }: Caller) {
    const sides = [...(roles.includes('agency') ? ['agency' as const] : []), ...(roles.includes('purchaser') ? ['purchaser' as const] : [])];
    const items = await readWaiting(this.reader, scope, sides, orgId);
    return { items: items.map(({ project, ...item }) => ({ ...item, project: projectView(project) })) };
  }
}
