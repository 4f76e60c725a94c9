import { rejectBid, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { RejectBidHandler } from './reject-bid.handler.js';

@Controller()
export class RejectBidController {
  constructor(@Inject(RejectBidHandler) private readonly handler: RejectBidHandler) {}

  @Implements(rejectBid)
  async reject(@Input() input: RouteInput<typeof rejectBid>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
