import { amendContract, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { AmendContractHandler } from './amend-contract.handler.js';

@Controller()
export class AmendContractController {
  constructor(@Inject(AmendContractHandler) private readonly handler: AmendContractHandler) {}

  @Implements(amendContract)
  async amend(@Input() input: RouteInput<typeof amendContract>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
