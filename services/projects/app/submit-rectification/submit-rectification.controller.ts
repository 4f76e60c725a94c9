import { type RouteInput, submitRectification } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { SubmitRectificationHandler } from './submit-rectification.handler.js';

@Controller()
export class SubmitRectificationController {
  constructor(@Inject(SubmitRectificationHandler) private readonly handler: SubmitRectificationHandler) {}

  @Implements(submitRectification)
  async execute(@Input() input: RouteInput<typeof submitRectification>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
