import { declareInterest, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DeclareInterestHandler } from './declare-interest.handler.js';

@Controller()
export class DeclareInterestController {
  constructor(@Inject(DeclareInterestHandler) private readonly handler: DeclareInterestHandler) {}

  @Implements(declareInterest)
  async declare(@Input() input: RouteInput<typeof declareInterest>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
