import { acceptRectification, failRectification, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DecideRectificationHandler } from './decide-rectification.handler.js';

@Controller()
export class DecideRectificationController {
  constructor(@Inject(DecideRectificationHandler) private readonly handler: DecideRectificationHandler) {}

  @Implements(acceptRectification)
  async accept(@Input() input: RouteInput<typeof acceptRectification>, @Caller() caller: Caller) {
    return this.handler.accept(input, caller);
  }

  @Implements(failRectification)
  async fail(@Input() input: RouteInput<typeof failRectification>, @Caller() caller: Caller) {
    return this.handler.fail(input, caller);
  }
}
