import { resumeContract, suspendContract, terminateContract, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { InterruptContractHandler } from './interrupt-contract.handler.js';

@Controller()
export class InterruptContractController {
  constructor(@Inject(InterruptContractHandler) private readonly handler: InterruptContractHandler) {}

  @Implements(suspendContract)
  async suspend(@Input() input: RouteInput<typeof suspendContract>, @Caller() caller: Caller) {
    return this.handler.execute('suspend', input, caller);
  }

  @Implements(resumeContract)
  async resume(@Input() input: RouteInput<typeof resumeContract>, @Caller() caller: Caller) {
    return this.handler.execute('resume', input, caller);
  }

  @Implements(terminateContract)
  async terminate(@Input() input: RouteInput<typeof terminateContract>, @Caller() caller: Caller) {
    return this.handler.execute('terminate', input, caller);
  }
}
