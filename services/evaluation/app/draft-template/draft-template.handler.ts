import type { draftEvaluationTemplate, RouteInput } from '@goufu/contracts';
import { fold, isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { template } from '../../domain/template/template.js';
import { refuseTemplate } from '../../domain/template/template.refusals.js';
import { loadTemplateForUpdate, saveTemplate } from '../persistence/template.repository.js';

/** A region adapts the national frame to its own rule (R103): a new template, or the next version of its own. */
@Injectable()
export class DraftTemplateHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ body }: RouteInput<typeof draftEvaluationTemplate>, caller: Caller) {
    return this.unitOfWork.run<{ templateId: Id; version: number } | Refusal>(caller.work(), async (tx) => {
      const templateId = body.templateId ?? newId();
      const state = await loadTemplateForUpdate(tx, templateId, caller.jurisdiction);
      if (body.templateId !== undefined && state.versions.length === 0) return refuseTemplate('not-found');
      const facts = template.decide({ kind: 'draft-version', templateId, content: body.content, by: caller.actorId }, state);
      if (isRefusal(facts)) return facts;
      await saveTemplate(tx, templateId, caller.jurisdiction, facts);
      const { versions } = fold(template.evolve, state, facts);
      return { templateId, version: versions.at(-1)?.version ?? 1 };
    });
  }
}
