import { publishEvaluationTemplate, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { PublishTemplateHandler } from './publish-template.handler.js';

@Controller()
export class PublishTemplateController {
  constructor(@Inject(PublishTemplateHandler) private readonly handler: PublishTemplateHandler) {}

  @Implements(publishEvaluationTemplate)
  async publish(@Input() input: RouteInput<typeof publishEvaluationTemplate>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
