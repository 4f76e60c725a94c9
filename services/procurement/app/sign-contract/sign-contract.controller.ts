import { signContract, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { SignContractHandler } from './sign-contract.handler.js';

@Controller()
export class SignContractController {
  constructor(@Inject(SignContractHandler) private readonly handler: SignContractHandler) {}

  @Implements(signContract)
  async sign(@Input() input: RouteInput<typeof signContract>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
