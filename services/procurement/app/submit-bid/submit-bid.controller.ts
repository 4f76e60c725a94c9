import { submitBid, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { SubmitBidHandler } from './submit-bid.handler.js';

@Controller()
export class SubmitBidController {
  constructor(@Inject(SubmitBidHandler) private readonly handler: SubmitBidHandler) {}

  @Implements(submitBid)
  async submit(@Input() input: RouteInput<typeof submitBid>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
