import type { RouteInput, writeServicePlan } from '@goufu/contracts';
import { assert, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { project as projects } from '../../domain/project/project.js';
import { servicePlan } from '../../domain/service-plan/service-plan.js';
import { actorOf, inProject } from '../in-project.js';
import { saveProject } from '../persistence/project.repository.js';
import { loadPlan, savePlan } from '../persistence/service-plan.repository.js';

/** The agency hands in the next version of its service plan (R82, R83, R87). */
@Injectable()
export class WriteServicePlanHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof writeServicePlan>, caller: Caller) {
    return inProject(this.unitOfWork, caller, params.projectId, async (tx, project) => {
      const facts = servicePlan.decide({ kind: 'write', content: body, by: actorOf(caller), at: tx.now }, await loadPlan(tx, project));
      if (isRefusal(facts)) return facts;
      const awaited = projects.decide({ kind: 'await-approval' }, project);
      assert(!isRefusal(awaited), 'waiting for approval is never refused');
      await saveProject(tx, project.id, awaited);
      return savePlan(tx, project, facts);
    });
  }
}
