import { projectClosed, type closeProject, type RouteInput } from '@goufu/contracts';
import { assert, fold, isRefusal, localDateOf } from '@goufu/kernel';
import { profileFor } from '@goufu/jurisdiction';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { OpenEnds } from '../../domain/project/project.commands.js';
import { project as projects } from '../../domain/project/project.js';
import { actorOf, inProject } from '../in-project.js';
import { openEvaluations } from '../persistence/evaluation.repository.js';
import { openTranches } from '../persistence/money.repository.js';
import { saveProject, type StoredProject } from '../persistence/project.repository.js';
import { loadRectifications } from '../persistence/rectification.repository.js';
import { about, refOf } from '../published-facts.js';
import { projectView } from '../views.js';

/** The purchaser closes a project: nothing more is delivered, and funding returns what was never owed (R93). */
@Injectable()
export class CloseProjectHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof closeProject>, caller: Caller) {
    return inProject(this.unitOfWork, caller, params.projectId, async (tx, project) => {
      const open = await openEnds(tx, project);
      const facts = projects.decide({ kind: 'close', handover: body.handover, open, by: actorOf(caller), at: tx.now }, project);
      if (isRefusal(facts)) return facts;
      await saveProject(tx, project.id, facts);
      const [closed] = facts;
      assert(closed?.kind === 'project-closed', 'closing closes');
      const { outcome, closedOn } = closed;
      tx.record({ contract: projectClosed, ...about(project), data: { ...refOf(project), outcome, closedOn } });
      return { ...projectView(fold(projects.evolve<StoredProject>, project, facts)), outcome, closedOn };
    });
  }
}

async function openEnds(tx: Tx, project: StoredProject): Promise<OpenEnds> {
  const reevaluations = profileFor(project.jurisdiction, localDateOf(tx.now)).get('eval.reevaluations');
  const rectifications = await loadRectifications(tx, project);
  return {
    tranches: await openTranches(tx, project.id),
    evaluations: await openEvaluations(tx, project.id, reevaluations),
    rectifications: rectifications.filter(({ status }) => status === 'opened' || status === 'submitted').length,
  };
}
