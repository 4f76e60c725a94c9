import type { Id, Refusal } from '@goufu/kernel';
import type { Tx, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import type { Actor } from '../domain/project/contract-terms.js';
import { refuseDeliverable } from '../domain/deliverable/deliverable.refusals.js';
import { refuseProject } from '../domain/project/project.refusals.js';
import { refuseRectification } from '../domain/rectification/rectification.refusals.js';
import { loadDeliverable, projectOfDeliverable, type StoredDeliverable } from './persistence/deliverable.repository.js';
import { loadProjectForUpdate, type StoredProject } from './persistence/project.repository.js';
import { loadRectifications, projectOfRectification, type StoredRectification } from './persistence/rectification.repository.js';

export const actorOf = ({ actorId, orgId }: Caller): Actor => ({ actorId, orgId });

/** Works on one project under its row lock, which is the lock for all its parts. */
export function inProject<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  projectId: Id,
  work: (tx: Tx, project: StoredProject) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const project = await loadProjectForUpdate(tx, projectId, caller.scope);
    return project ? work(tx, project) : refuseProject('not-found');
  });
}

/** Works on one deliverable under the lock of its project. */
export function inDeliverable<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  deliverableId: Id,
  work: (tx: Tx, deliverable: StoredDeliverable) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const projectId = await projectOfDeliverable(tx, deliverableId);
    const project = projectId === undefined ? undefined : await loadProjectForUpdate(tx, projectId, caller.scope);
    return project ? work(tx, await loadDeliverable(tx, project, deliverableId)) : refuseDeliverable('not-found');
  });
}

/** Works on one rectification under the lock of its project. */
export function inRectification<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  rectificationId: Id,
  work: (tx: Tx, rectification: StoredRectification) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const projectId = await projectOfRectification(tx, rectificationId);
    const project = projectId === undefined ? undefined : await loadProjectForUpdate(tx, projectId, caller.scope);
    const all = project ? await loadRectifications(tx, project) : [];
    const found = all.find(({ id }) => id === rectificationId);
    return found ? work(tx, found) : refuseRectification('not-found');
  });
}

/** The same caller with a question: nothing is answered from, or kept under, the Idempotency-Key of the command itself. */
export const asking = (caller: Caller): Caller => ({ ...caller, work: () => ({ actorId: caller.actorId, jurisdiction: caller.jurisdiction }) });

/** The same caller with a file: their Idempotency-Key stands for this content, and another file under it is another request. */
export const sending = (caller: Caller, sha256: string): Caller => ({
  ...caller,
  work: () => {
    const { idempotency, ...work } = caller.work();
    return idempotency ? { ...work, idempotency: { ...idempotency, inputHash: `${idempotency.inputHash} ${sha256}` } } : work;
  },
});
