import { replyClawback, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ReplyClawbackHandler } from './reply-clawback.handler.js';

@Controller()
export class ReplyClawbackController {
  constructor(@Inject(ReplyClawbackHandler) private readonly handler: ReplyClawbackHandler) {}

  @Implements(replyClawback)
  reply(@Input() input: RouteInput<typeof replyClawback>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
