import { scoreBids, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ScoreBidsHandler } from './score-bids.handler.js';

@Controller()
export class ScoreBidsController {
  constructor(@Inject(ScoreBidsHandler) private readonly handler: ScoreBidsHandler) {}

  @Implements(scoreBids)
  async score(@Input() input: RouteInput<typeof scoreBids>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
