import { submitDeliverable, type RouteInput } from '@goufu/contracts';
import { Caller, CONFIGURATION, Implements, Input, Upload } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import type { ProjectsConfiguration } from '../projects.config.js';
import { SubmitDeliverableHandler } from './submit-deliverable.handler.js';

@Controller()
export class SubmitDeliverableController {
  constructor(
    @Inject(SubmitDeliverableHandler) private readonly handler: SubmitDeliverableHandler,
    @Inject(CONFIGURATION) private readonly configuration: ProjectsConfiguration,
  ) {}

  @Implements(submitDeliverable)
  async submit(@Input() { params }: RouteInput<typeof submitDeliverable>, @Upload() upload: Upload, @Caller() caller: Caller) {
    const refusal = await this.handler.refusal(params.deliverableId, caller);
    if (refusal) return refusal;
    const file = await upload.open(submitDeliverable, { maxBytes: this.configuration.MAX_FILE_BYTES });
    return this.handler.execute(params.deliverableId, file, caller);
  }
}
