import { notifyResult, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { NotifyResultHandler } from './notify-result.handler.js';

@Controller()
export class NotifyResultController {
  constructor(@Inject(NotifyResultHandler) private readonly handler: NotifyResultHandler) {}

  @Implements(notifyResult)
  async notify(@Input() input: RouteInput<typeof notifyResult>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
