import { decideSuspenseAssignment, listSuspenseAssignments, proposeSuspenseAssignment, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readAssignments } from '../persistence/assignment.repository.js';
import { Reader } from '../persistence/reader.js';
import { AssignSuspenseHandler } from './assign-suspense.handler.js';

@Controller()
export class AssignSuspenseController {
  constructor(
    @Inject(AssignSuspenseHandler) private readonly handler: AssignSuspenseHandler,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  @Implements(proposeSuspenseAssignment)
  async propose(@Input() input: RouteInput<typeof proposeSuspenseAssignment>, @Caller() caller: Caller) {
    return this.handler.propose(input, caller);
  }

  @Implements(decideSuspenseAssignment)
  async decide(@Input() input: RouteInput<typeof decideSuspenseAssignment>, @Caller() caller: Caller) {
    return this.handler.decide(input, caller);
  }

  @Implements(listSuspenseAssignments)
  async list(@Caller() { scope }: Caller) {
    return { items: await readAssignments(this.reader, regionPrefix(scope.jurisdiction)) };
  }
}
