import { saveScoreSheet, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { SaveSheetHandler } from './save-sheet.handler.js';

@Controller()
export class SaveSheetController {
  constructor(@Inject(SaveSheetHandler) private readonly handler: SaveSheetHandler) {}

  @Implements(saveScoreSheet)
  async save(@Input() input: RouteInput<typeof saveScoreSheet>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
