import { type RouteInput, writeServicePlan } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { WriteServicePlanHandler } from './write-service-plan.handler.js';

@Controller()
export class WriteServicePlanController {
  constructor(@Inject(WriteServicePlanHandler) private readonly handler: WriteServicePlanHandler) {}

  @Implements(writeServicePlan)
  async execute(@Input() input: RouteInput<typeof writeServicePlan>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
