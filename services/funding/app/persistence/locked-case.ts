import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { findCase, lockCasesOf, type StoredCase } from './clawback.repository.js';
import { lockTranche, type StoredTranche } from './tranche.repository.js';

/** A case with its tranche and the tranche's other cases, all locked, the tranche first. */
export interface LockedCase {
  readonly tranche: StoredTranche;
  readonly current: StoredCase;
  readonly others: readonly StoredCase[];
}

export async function lockCase(tx: Tx, caseId: Id): Promise<LockedCase | undefined> {
  const found = await findCase(tx, caseId);
  const tranche = found && (await lockTranche(tx, found.trancheId));
  if (!tranche) return undefined;
  const cases = await lockCasesOf(tx, tranche.id);
  const current = cases.find(({ id }) => id === caseId);
  return current && { tranche, current, others: cases.filter(({ id }) => id !== caseId) };
}
