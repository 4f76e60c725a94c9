import { publishTender, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { PublishTenderHandler } from './publish-tender.handler.js';

@Controller()
export class PublishTenderController {
  constructor(@Inject(PublishTenderHandler) private readonly handler: PublishTenderHandler) {}

  @Implements(publishTender)
  async publish(@Input() input: RouteInput<typeof publishTender>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
