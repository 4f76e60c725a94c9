import type { publishEvaluationTemplate, RouteInput } from '@goufu/contracts';
import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { bring } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { template } from '../../domain/template/template.js';
import { loadTemplateForUpdate, saveTemplate } from '../persistence/template.repository.js';

/** Publishes a version. Contracts that name it and were signed before wake up (R105). */
@Injectable()
export class PublishTemplateHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params }: RouteInput<typeof publishEvaluationTemplate>, caller: Caller) {
    const { templateId, version } = params;
    return this.unitOfWork.run<{ templateId: Id; version: number } | Refusal>(caller.work(), async (tx) => {
      const state = await loadTemplateForUpdate(tx, templateId, caller.jurisdiction);
      const facts = template.decide({ kind: 'publish-version', version, by: caller.actorId, at: tx.now }, state);
      if (isRefusal(facts)) return facts;
      await saveTemplate(tx, templateId, caller.jurisdiction, facts);
      bring(tx, 'template', `${templateId}@${version}`);
      return { templateId, version };
    });
  }
}
