import type { Tx } from '@goufu/persistence';
import { insertCase } from '../persistence/clawback.repository.js';
import { insertCorrections } from '../persistence/correction.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { correctionId, replyUntil } from '../release-tranche/published-facts.js';
import { withdrawCases } from './withdraw-cases.js';

/** What the agency is told when a revised result does not bear what was paid. */
const STATEMENT = '评估结果变更，已付金额高于应付金额。';

/**
 * Differences between what was paid and what the evidence bears: recorded, and a case where money is asked back (R123). A
 * payment that came back from the bank leaves nothing to ask for. The tranches are locked.
 */
export async function followCorrections(tx: Tx, consequences: readonly Consequence[]): Promise<void> {
  for (const consequence of consequences) {
    const { tranche, fact } = consequence;
    if (fact.kind === 'moved' && fact.to === 'payable') await withdrawCases(tx, tranche.id);
    if (fact.kind === 'correction-due') await correct(tx, tranche, fact);
  }
}

async function correct(tx: Tx, tranche: Consequence['tranche'], { revision, difference, evidenceIds }: Consequence['fact'] & { kind: 'correction-due' }): Promise<void> {
  const { id: trancheId, contractId, purchaseId, agencyOrgId, jurisdiction } = tranche;
  const id = correctionId(tranche, revision);
  const until = replyUntil(tranche, tx.now);
  await insertCorrections(tx, [{ id, trancheId, jurisdiction, revision, difference, replyUntil: until }]);
  if (difference > 0n) return;
  const about = { id, trancheId, contractId, purchaseId, agencyOrgId, jurisdiction };
  await insertCase(tx, { ...about, ground: 'failed-evaluation', statement: STATEMENT, evidenceIds, claimed: -difference, raisedBy: 'service:funding', replyUntil: until });
}
