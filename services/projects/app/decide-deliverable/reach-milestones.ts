import { milestoneReached } from '@goufu/contracts';
import type { Cause, Tx } from '@goufu/persistence';
import { becomesReached } from '../../domain/deliverable/deliverable.js';
import { loadMilestones, saveReached } from '../persistence/deliverable.repository.js';
import type { StoredProject } from '../persistence/project.repository.js';
import { about, refOf } from '../published-facts.js';

/** Publishes every milestone whose deliverables are all accepted now; answers their codes. */
export async function reachMilestones(tx: Tx, project: StoredProject, causedBy?: Cause): Promise<string[]> {
  const reached = (await loadMilestones(tx, project.id)).filter(becomesReached);
  for (const { code, nameZh, deliverables } of reached) {
    await saveReached(tx, project.id, code);
    const evidenceIds = deliverables.filter(({ dropped }) => !dropped).map(({ id }) => id);
    tx.record({
      contract: milestoneReached,
      ...about(project),
      ...(causedBy ? { causedBy } : {}),
      data: { ...refOf(project), milestoneCode: code, nameZh, evidenceIds },
    });
  }
  return reached.map(({ code }) => code);
}
