import { changeBudgetLine, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ChangeBudgetLineHandler } from './change-budget-line.handler.js';

@Controller()
export class ChangeBudgetLineController {
  constructor(@Inject(ChangeBudgetLineHandler) private readonly handler: ChangeBudgetLineHandler) {}

  @Implements(changeBudgetLine)
  async change(@Input() input: RouteInput<typeof changeBudgetLine>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
