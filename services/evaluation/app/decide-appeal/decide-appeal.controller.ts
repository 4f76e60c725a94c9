import { decideAppeal, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideAppealHandler } from './decide-appeal.handler.js';

@Controller()
export class DecideAppealController {
  constructor(@Inject(DecideAppealHandler) private readonly handler: DecideAppealHandler) {}

  @Implements(decideAppeal)
  async decide(@Input() input: RouteInput<typeof decideAppeal>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
