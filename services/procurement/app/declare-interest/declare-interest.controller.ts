import { declareBidInterest, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DeclareInterestHandler } from './declare-interest.handler.js';

@Controller()
export class DeclareInterestController {
  constructor(@Inject(DeclareInterestHandler) private readonly handler: DeclareInterestHandler) {}

  @Implements(declareBidInterest)
  async declare(@Input() input: RouteInput<typeof declareBidInterest>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
