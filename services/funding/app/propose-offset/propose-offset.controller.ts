import { proposeOffset, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ProposeOffsetHandler } from './propose-offset.handler.js';

@Controller()
export class ProposeOffsetController {
  constructor(@Inject(ProposeOffsetHandler) private readonly handler: ProposeOffsetHandler) {}

  @Implements(proposeOffset)
  propose(@Input() input: RouteInput<typeof proposeOffset>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
