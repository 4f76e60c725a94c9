import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { findCase } from '../persistence/clawback.repository.js';
import { lockCase, type LockedCase } from '../persistence/locked-case.js';
import { findTrancheContract, lockTranchesOf, type StoredTranche } from '../persistence/tranche.repository.js';

/** The case with its paid tranche, and the tranche of the same agency that is to pay; undefined where it is another's. */
interface OffsetSides {
  readonly locked: LockedCase;
  readonly payer: StoredTranche | undefined;
}

/** Locks both contracts' tranches in one order with everybody else, and then the case. */
export async function lockOffsetSides(tx: Tx, caseId: Id, payerId: Id): Promise<OffsetSides | undefined> {
  const found = await findCase(tx, caseId);
  if (!found) return undefined;
  const other = await findTrancheContract(tx, payerId);
  const tranches = await lockTranchesOf(tx, [...new Set([found.contractId, ...(other ? [other] : [])])]);
  const locked = await lockCase(tx, caseId);
  const payer = tranches.find(({ id, agencyOrgId }) => id === payerId && agencyOrgId === found.agencyOrgId);
  return locked && { locked, payer };
}
