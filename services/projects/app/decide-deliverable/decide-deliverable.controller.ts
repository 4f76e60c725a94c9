import { acceptDeliverable, returnDeliverable, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideDeliverableHandler } from './decide-deliverable.handler.js';

@Controller()
export class DecideDeliverableController {
  constructor(@Inject(DecideDeliverableHandler) private readonly handler: DecideDeliverableHandler) {}

  @Implements(acceptDeliverable)
  async accept(@Input() input: RouteInput<typeof acceptDeliverable>, @Caller() caller: Caller) {
    return this.handler.accept(input, caller);
  }

  @Implements(returnDeliverable)
  async return(@Input() input: RouteInput<typeof returnDeliverable>, @Caller() caller: Caller) {
    return this.handler.return(input, caller);
  }
}
