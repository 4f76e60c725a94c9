import { approveServicePlan, returnServicePlan, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideServicePlanHandler } from './decide-service-plan.handler.js';

@Controller()
export class DecideServicePlanController {
  constructor(@Inject(DecideServicePlanHandler) private readonly handler: DecideServicePlanHandler) {}

  @Implements(approveServicePlan)
  async approve(@Input() input: RouteInput<typeof approveServicePlan>, @Caller() caller: Caller) {
    return this.handler.approve(input, caller);
  }

  @Implements(returnServicePlan)
  async return(@Input() input: RouteInput<typeof returnServicePlan>, @Caller() caller: Caller) {
    return this.handler.return(input, caller);
  }
}
