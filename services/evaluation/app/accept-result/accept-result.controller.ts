import { acceptResult, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { AcceptResultHandler } from './accept-result.handler.js';

@Controller()
export class AcceptResultController {
  constructor(@Inject(AcceptResultHandler) private readonly handler: AcceptResultHandler) {}

  @Implements(acceptResult)
  async accept(@Input() input: RouteInput<typeof acceptResult>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
