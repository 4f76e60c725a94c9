import { addCostList, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { AddCostListHandler } from './add-cost-list.handler.js';

@Controller()
export class AddCostListController {
  constructor(@Inject(AddCostListHandler) private readonly handler: AddCostListHandler) {}

  @Implements(addCostList)
  add(@Input() input: RouteInput<typeof addCostList>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
