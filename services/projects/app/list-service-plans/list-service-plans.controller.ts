import { listServicePlans, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseProject } from '../../domain/project/project.refusals.js';
import { readPlans } from '../persistence/service-plan.repository.js';
import { readProject } from '../persistence/read-projects.js';
import { Reader } from '../persistence/reader.js';

@Controller()
export class ListServicePlansController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listServicePlans)
  async list(@Input() { params }: RouteInput<typeof listServicePlans>, @Caller() caller: Caller) {
    const found = await readProject(this.reader, caller.scope, params.projectId);
    return found ? { items: await readPlans(this.reader, params.projectId) } : refuseProject('not-found');
  }
}
