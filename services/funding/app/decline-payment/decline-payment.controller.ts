import { declinePayment, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DeclinePaymentHandler } from './decline-payment.handler.js';

@Controller()
export class DeclinePaymentController {
  constructor(@Inject(DeclinePaymentHandler) private readonly handler: DeclinePaymentHandler) {}

  @Implements(declinePayment)
  async decline(@Input() input: RouteInput<typeof declinePayment>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
