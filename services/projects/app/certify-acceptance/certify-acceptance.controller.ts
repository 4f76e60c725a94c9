import { certifyAcceptance, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { CertifyAcceptanceHandler } from './certify-acceptance.handler.js';

@Controller()
export class CertifyAcceptanceController {
  constructor(@Inject(CertifyAcceptanceHandler) private readonly handler: CertifyAcceptanceHandler) {}

  @Implements(certifyAcceptance)
  async execute(@Input() input: RouteInput<typeof certifyAcceptance>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
