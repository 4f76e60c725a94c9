import { composePanel, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ComposePanelHandler } from './compose-panel.handler.js';

@Controller()
export class ComposePanelController {
  constructor(@Inject(ComposePanelHandler) private readonly handler: ComposePanelHandler) {}

  @Implements(composePanel)
  async compose(@Input() input: RouteInput<typeof composePanel>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
