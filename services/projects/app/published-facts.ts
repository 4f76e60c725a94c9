import type { FactContract } from '@goufu/contracts';
import type { NewFact } from '@goufu/persistence';
import type { StoredDeliverable } from './persistence/deliverable.repository.js';
import type { StoredProject } from './persistence/project.repository.js';
import type { StoredRectification } from './persistence/rectification.repository.js';

/** What every published fact of a project says about where it belongs. */
export const refOf = ({ id, contractId, agencyOrgId }: StoredProject) => ({ projectId: id, contractId, agencyOrgId });

/** The key of a project's facts is its purchase. */
export const about = ({ purchaseId, jurisdiction }: StoredProject): Pick<NewFact<FactContract>, 'subject' | 'jurisdiction'> => ({
  subject: purchaseId,
  jurisdiction,
});

export const deliverableRefOf = ({ project, id, milestoneCode, code, nameZh }: StoredDeliverable, version: number) => ({
  ...refOf(project),
  milestoneCode,
  deliverableCode: code,
  deliverableId: id,
  version,
  nameZh,
});

export const rectificationRefOf = ({ project, id, resultId, evaluationCode, attempt, due }: Pick<StoredRectification, 'project' | 'id' | 'resultId' | 'evaluationCode' | 'attempt' | 'due'>) => ({
  ...refOf(project),
  rectificationId: id,
  resultId,
  evaluationCode,
  attempt,
  due,
});
