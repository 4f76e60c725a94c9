import { decideClawback, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideClawbackHandler } from './decide-clawback.handler.js';

@Controller()
export class DecideClawbackController {
  constructor(@Inject(DecideClawbackHandler) private readonly handler: DecideClawbackHandler) {}

  @Implements(decideClawback)
  decide(@Input() input: RouteInput<typeof decideClawback>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
