import { replacePanelMember, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ReplaceMemberHandler } from './replace-member.handler.js';

@Controller()
export class ReplaceMemberController {
  constructor(@Inject(ReplaceMemberHandler) private readonly handler: ReplaceMemberHandler) {}

  @Implements(replacePanelMember)
  async replace(@Input() input: RouteInput<typeof replacePanelMember>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
