import { cancelPurchase, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { CancelPurchaseHandler } from './cancel-purchase.handler.js';

@Controller()
export class CancelPurchaseController {
  constructor(@Inject(CancelPurchaseHandler) private readonly handler: CancelPurchaseHandler) {}

  @Implements(cancelPurchase)
  async cancel(@Input() input: RouteInput<typeof cancelPurchase>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
