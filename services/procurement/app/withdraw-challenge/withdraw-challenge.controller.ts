import { withdrawChallenge, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { WithdrawChallengeHandler } from './withdraw-challenge.handler.js';

@Controller()
export class WithdrawChallengeController {
  constructor(@Inject(WithdrawChallengeHandler) private readonly handler: WithdrawChallengeHandler) {}

  @Implements(withdrawChallenge)
  async withdraw(@Input() input: RouteInput<typeof withdrawChallenge>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
