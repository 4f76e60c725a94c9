import { draftContract, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DraftContractHandler } from './draft-contract.handler.js';

@Controller()
export class DraftContractController {
  constructor(@Inject(DraftContractHandler) private readonly handler: DraftContractHandler) {}

  @Implements(draftContract)
  async draft(@Input() input: RouteInput<typeof draftContract>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
