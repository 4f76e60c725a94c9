import { planPurchase, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { PlanPurchaseHandler } from './plan-purchase.handler.js';

@Controller()
export class PlanPurchaseController {
  constructor(@Inject(PlanPurchaseHandler) private readonly handler: PlanPurchaseHandler) {}

  @Implements(planPurchase)
  async plan(@Input() input: RouteInput<typeof planPurchase>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
