import { signScoreSheet, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { SignSheetHandler } from './sign-sheet.handler.js';

@Controller()
export class SignSheetController {
  constructor(@Inject(SignSheetHandler) private readonly handler: SignSheetHandler) {}

  @Implements(signScoreSheet)
  async sign(@Input() input: RouteInput<typeof signScoreSheet>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
