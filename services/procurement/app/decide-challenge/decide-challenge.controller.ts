import { decideChallenge, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideChallengeHandler } from './decide-challenge.handler.js';

@Controller()
export class DecideChallengeController {
  constructor(@Inject(DecideChallengeHandler) private readonly handler: DecideChallengeHandler) {}

  @Implements(decideChallenge)
  async decide(@Input() input: RouteInput<typeof decideChallenge>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
