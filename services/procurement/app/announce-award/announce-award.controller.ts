import { announceAward, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { AnnounceAwardHandler } from './announce-award.handler.js';

@Controller()
export class AnnounceAwardController {
  constructor(@Inject(AnnounceAwardHandler) private readonly handler: AnnounceAwardHandler) {}

  @Implements(announceAward)
  async announce(@Input() input: RouteInput<typeof announceAward>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
