import { fileChallenge, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { FileChallengeHandler } from './file-challenge.handler.js';

@Controller()
export class FileChallengeController {
  constructor(@Inject(FileChallengeHandler) private readonly handler: FileChallengeHandler) {}

  @Implements(fileChallenge)
  async file(@Input() input: RouteInput<typeof fileChallenge>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
