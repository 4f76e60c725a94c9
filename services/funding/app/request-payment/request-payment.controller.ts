import { requestPayment, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { RequestPaymentHandler } from './request-payment.handler.js';

@Controller()
export class RequestPaymentController {
  constructor(@Inject(RequestPaymentHandler) private readonly handler: RequestPaymentHandler) {}

  @Implements(requestPayment)
  async request(@Input() input: RouteInput<typeof requestPayment>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
