import { allotBudgetLine, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { AllotBudgetLineHandler } from './allot-budget-line.handler.js';

@Controller()
export class AllotBudgetLineController {
  constructor(@Inject(AllotBudgetLineHandler) private readonly handler: AllotBudgetLineHandler) {}

  @Implements(allotBudgetLine)
  async allot(@Input() input: RouteInput<typeof allotBudgetLine>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
