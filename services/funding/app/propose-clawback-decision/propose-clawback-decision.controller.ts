import { proposeClawbackDecision, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ProposeClawbackDecisionHandler } from './propose-clawback-decision.handler.js';

@Controller()
export class ProposeClawbackDecisionController {
  constructor(@Inject(ProposeClawbackDecisionHandler) private readonly handler: ProposeClawbackDecisionHandler) {}

  @Implements(proposeClawbackDecision)
  propose(@Input() input: RouteInput<typeof proposeClawbackDecision>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
