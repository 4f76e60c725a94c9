import type { StoredDeliverable } from './persistence/deliverable.repository.js';
import type { StoredProject } from './persistence/project.repository.js';

/** What the routes answer; their contracts drop whatever is not declared. */

/** A halted contract speaks louder than how far the service came; what is closed stays closed. */
function stageOf({ status, suspended, terminated }: StoredProject): StoredProject['status'] | 'suspended' | 'terminated' {
  if (status === 'closed') return status;
  if (terminated) return 'terminated';
  return suspended ? 'suspended' : status;
}

export const projectView = (project: StoredProject) => ({
  projectId: project.id,
  purchaseId: project.purchaseId,
  contractId: project.contractId,
  contractNo: project.contractNo,
  title: project.title,
  category: project.category,
  agency: { orgId: project.agencyOrgId, nameZh: project.agencyNameZh },
  purchaser: { orgId: project.purchaserOrgId, nameZh: project.purchaserNameZh },
  priceFen: project.priceFen.toString(),
  term: { from: project.termFrom, to: project.termTo },
  stage: stageOf(project),
  startedOn: project.startedOn,
  jurisdiction: project.jurisdiction,
});

export const deliverableView = ({ id, project, milestoneCode, code, nameZh, status, version, dropped, versions }: StoredDeliverable) => ({
  deliverableId: id,
  projectId: project.id,
  milestoneCode,
  deliverableCode: code,
  nameZh,
  status,
  version,
  dropped,
  versions,
});
