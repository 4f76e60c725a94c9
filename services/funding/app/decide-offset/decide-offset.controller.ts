import { decideOffset, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideOffsetHandler } from './decide-offset.handler.js';

@Controller()
export class DecideOffsetController {
  constructor(@Inject(DecideOffsetHandler) private readonly handler: DecideOffsetHandler) {}

  @Implements(decideOffset)
  decide(@Input() input: RouteInput<typeof decideOffset>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
