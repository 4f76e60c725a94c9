import { correctResult, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { CorrectResultHandler } from './correct-result.handler.js';

@Controller()
export class CorrectResultController {
  constructor(@Inject(CorrectResultHandler) private readonly handler: CorrectResultHandler) {}

  @Implements(correctResult)
  async correct(@Input() input: RouteInput<typeof correctResult>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
