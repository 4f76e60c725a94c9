import { closeProject, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { CloseProjectHandler } from './close-project.handler.js';

@Controller()
export class CloseProjectController {
  constructor(@Inject(CloseProjectHandler) private readonly handler: CloseProjectHandler) {}

  @Implements(closeProject)
  async execute(@Input() input: RouteInput<typeof closeProject>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
