import { fileAppeal, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { FileAppealHandler } from './file-appeal.handler.js';

@Controller()
export class FileAppealController {
  constructor(@Inject(FileAppealHandler) private readonly handler: FileAppealHandler) {}

  @Implements(fileAppeal)
  async file(@Input() input: RouteInput<typeof fileAppeal>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
