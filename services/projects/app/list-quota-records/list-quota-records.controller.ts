import { listQuotaRecords, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseProject } from '../../domain/project/project.refusals.js';
import { readQuotaRecords } from '../persistence/quota.repository.js';
import { readProject } from '../persistence/read-projects.js';
import { Reader } from '../persistence/reader.js';

@Controller()
export class ListQuotaRecordsController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listQuotaRecords)
  async list(@Input() { params }: RouteInput<typeof listQuotaRecords>, @Caller() caller: Caller) {
    const found = await readProject(this.reader, caller.scope, params.projectId);
    return found ? { items: await readQuotaRecords(this.reader, params.projectId) } : refuseProject('not-found');
  }
}
