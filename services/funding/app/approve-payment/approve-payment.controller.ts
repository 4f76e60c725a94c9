import { approvePayment, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ApprovePaymentHandler } from './approve-payment.handler.js';

@Controller()
export class ApprovePaymentController {
  constructor(@Inject(ApprovePaymentHandler) private readonly handler: ApprovePaymentHandler) {}

  @Implements(approvePayment)
  async approve(@Input() input: RouteInput<typeof approvePayment>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
