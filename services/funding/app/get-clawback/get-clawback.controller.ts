import { getClawback, listClawbacks, type RouteInput } from '@goufu/contracts';
import type { Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { CaseViews } from './case-view.js';

@Controller()
export class GetClawbackController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CaseViews) private readonly views: CaseViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(listClawbacks)
  async list(@Input() { query }: RouteInput<typeof listClawbacks>, @Caller() caller: Caller) {
    return { items: await this.views.all(this.reader, caller, query, this.clock.now()) };
  }

  @Implements(getClawback)
  get(@Input() { params: { caseId } }: RouteInput<typeof getClawback>, @Caller() caller: Caller) {
    return this.views.one(this.reader, caller, caseId, this.clock.now());
  }
}
