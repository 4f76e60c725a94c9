import { draftEvaluationTemplate, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { DraftTemplateHandler } from './draft-template.handler.js';

@Controller()
export class DraftTemplateController {
  constructor(@Inject(DraftTemplateHandler) private readonly handler: DraftTemplateHandler) {}

  @Implements(draftEvaluationTemplate)
  async draft(@Input() input: RouteInput<typeof draftEvaluationTemplate>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
