import { attachRectificationFile, type RouteInput } from '@goufu/contracts';
import { Caller, CONFIGURATION, Implements, Input, Upload } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import type { ProjectsConfiguration } from '../projects.config.js';
import { AttachRectificationFileHandler } from './attach-rectification-file.handler.js';

@Controller()
export class AttachRectificationFileController {
  constructor(
    @Inject(AttachRectificationFileHandler) private readonly handler: AttachRectificationFileHandler,
    @Inject(CONFIGURATION) private readonly configuration: ProjectsConfiguration,
  ) {}

  @Implements(attachRectificationFile)
  async attach(@Input() { params }: RouteInput<typeof attachRectificationFile>, @Upload() upload: Upload, @Caller() caller: Caller) {
    const refusal = await this.handler.refusal(params.rectificationId, caller);
    if (refusal) return refusal;
    const file = await upload.open(attachRectificationFile, { maxBytes: this.configuration.MAX_FILE_BYTES });
    return this.handler.execute(params.rectificationId, file, caller);
  }
}
