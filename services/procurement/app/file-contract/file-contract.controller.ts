import { fileContract, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { FileContractHandler } from './file-contract.handler.js';

@Controller()
export class FileContractController {
  constructor(@Inject(FileContractHandler) private readonly handler: FileContractHandler) {}

  @Implements(fileContract)
  async file(@Input() input: RouteInput<typeof fileContract>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
