import { raiseClawback, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { RaiseClawbackHandler } from './raise-clawback.handler.js';

@Controller()
export class RaiseClawbackController {
  constructor(@Inject(RaiseClawbackHandler) private readonly handler: RaiseClawbackHandler) {}

  @Implements(raiseClawback)
  raise(@Input() input: RouteInput<typeof raiseClawback>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
