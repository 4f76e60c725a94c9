import { withdrawBid, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { WithdrawBidHandler } from './withdraw-bid.handler.js';

@Controller()
export class WithdrawBidController {
  constructor(@Inject(WithdrawBidHandler) private readonly handler: WithdrawBidHandler) {}

  @Implements(withdrawBid)
  async withdraw(@Input() input: RouteInput<typeof withdrawBid>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
