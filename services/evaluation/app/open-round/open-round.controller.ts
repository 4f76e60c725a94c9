import { openEvaluationRound, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { OpenRoundHandler } from './open-round.handler.js';

@Controller()
export class OpenRoundController {
  constructor(@Inject(OpenRoundHandler) private readonly handler: OpenRoundHandler) {}

  @Implements(openEvaluationRound)
  async open(@Input() input: RouteInput<typeof openEvaluationRound>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
