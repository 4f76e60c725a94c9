import { replaceBidPanelMember, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ReplacePanelMemberHandler } from './replace-panel-member.handler.js';

@Controller()
export class ReplacePanelMemberController {
  constructor(@Inject(ReplacePanelMemberHandler) private readonly handler: ReplacePanelMemberHandler) {}

  @Implements(replaceBidPanelMember)
  async replace(@Input() input: RouteInput<typeof replaceBidPanelMember>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
