import { projectStarted, type approveServicePlan, type returnServicePlan, type RouteInput } from '@goufu/contracts';
import { assert, isRefusal, type Id } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { ProjectCommand } from '../../domain/project/project.commands.js';
import type { ProjectFact } from '../../domain/project/project.facts.js';
import { project as projects } from '../../domain/project/project.js';
import type { ServicePlanCommand } from '../../domain/service-plan/service-plan.commands.js';
import { servicePlan } from '../../domain/service-plan/service-plan.js';
import { actorOf, inProject } from '../in-project.js';
import { saveProject, type StoredProject } from '../persistence/project.repository.js';
import { loadPlan, savePlan } from '../persistence/service-plan.repository.js';
import { about, refOf } from '../published-facts.js';

/** The purchaser approves or returns a version of the service plan. The first approval starts the project (R82). */
@Injectable()
export class DecideServicePlanHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  approve({ params: { projectId, version } }: RouteInput<typeof approveServicePlan>, caller: Caller) {
    return this.decide(projectId, caller, (tx) => ({
      plan: { kind: 'approve', version, by: actorOf(caller), at: tx.now },
      project: { kind: 'start', planVersion: version, at: tx.now },
    }));
  }

  return({ params: { projectId, version }, body }: RouteInput<typeof returnServicePlan>, caller: Caller) {
    return this.decide(projectId, caller, (tx) => ({
      plan: { kind: 'return', version, reasons: body.reasons, by: actorOf(caller), at: tx.now },
      project: { kind: 'plan-again' },
    }));
  }

  private decide(projectId: Id, caller: Caller, commands: (tx: Tx) => { readonly plan: ServicePlanCommand; readonly project: ProjectCommand }) {
    return inProject(this.unitOfWork, caller, projectId, async (tx, project) => {
      const command = commands(tx);
      const facts = servicePlan.decide(command.plan, await loadPlan(tx, project));
      if (isRefusal(facts)) return facts;
      const moved = projects.decide(command.project, project);
      assert(!isRefusal(moved), 'a project follows its plan');
      await saveProject(tx, project.id, moved);
      recordStart(tx, project, moved);
      return savePlan(tx, project, facts);
    });
  }
}

function recordStart(tx: Tx, project: StoredProject, facts: readonly ProjectFact[]): void {
  for (const fact of facts) {
    if (fact.kind !== 'project-started') continue;
    const { planVersion, startsOn } = fact;
    tx.record({ contract: projectStarted, ...about(project), data: { ...refOf(project), planVersion, startsOn } });
  }
}
