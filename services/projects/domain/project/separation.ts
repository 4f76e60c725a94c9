import type { Id, Refusal } from '@goufu/kernel';
import type { Actor } from './contract-terms.js';
import { refuseProject } from './project.refusals.js';

/** The two organisations of a contract. */
export interface Parties {
  readonly agencyOrgId: Id;
  readonly purchaserOrgId: Id;
}

/**
 * Why `by` may not decide on work: they belong to the agency, to another purchaser, or did the work themselves (R68).
 * PostgreSQL refuses the same.
 */
export function refusalToJudge(by: Actor, { agencyOrgId, purchaserOrgId }: Parties, workOf?: string): Refusal | undefined {
  if (by.orgId === agencyOrgId || by.actorId === workOf) return refuseProject('own-work');
  if (by.orgId !== purchaserOrgId) return refuseProject('other-purchaser');
  return undefined;
}
