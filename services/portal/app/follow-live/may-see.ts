import type { PortalPerson, Role } from '@goufu/contracts';

/** What of a fact decides who is told of it. */
export interface FactLabel {
  readonly jurisdiction: string;
  readonly classification: string;
  /** The fact's data as it came, which names the organisations that it is about. */
  readonly body: string;
}

/** They answer for every purchase of their region. */
const AUTHORITY: readonly Role[] = ['finance-officer', 'finance-approver', 'finance-leader', 'purchaser', 'contract-approver', 'auditor', 'operator'];

/**
 * Whether somebody is told that a fact has landed. Facts of another region never; public ones to everybody; others to the
 * authority and to the organisation that they name, internal ones also to those who may read the purchase (`reader`).
 */
export function maySee(person: Pick<PortalPerson, 'roles' | 'jurisdiction' | 'orgId'>, fact: FactLabel, reader: boolean): boolean {
  if (person.jurisdiction !== 'CN' && !fact.jurisdiction.startsWith(person.jurisdiction)) return false;
  if (fact.classification === 'public') return true;
  if (person.roles.some((role) => AUTHORITY.includes(role))) return true;
  if (person.orgId !== undefined && fact.body.includes(`"${person.orgId}"`)) return true;
  return reader && fact.classification === 'internal';
}
