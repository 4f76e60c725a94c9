import { replaceBid, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ReplaceBidHandler } from './replace-bid.handler.js';

@Controller()
export class ReplaceBidController {
  constructor(@Inject(ReplaceBidHandler) private readonly handler: ReplaceBidHandler) {}

  @Implements(replaceBid)
  async replace(@Input() input: RouteInput<typeof replaceBid>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
