import { clawbackSettled } from '@goufu/contracts';
import { fold, isRefusal, wireFen, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { lockCasesOf, saveCase } from '../persistence/clawback.repository.js';

/** What was paid came back from the bank, so nothing is asked back any more. The tranche is locked. */
export async function withdrawCases(tx: Tx, trancheId: Id): Promise<void> {
  for (const open of await lockCasesOf(tx, trancheId)) {
    const facts = decide({ kind: 'withdraw', reason: '款项已由银行退回，无需追回。', by: 'service:funding', at: tx.now }, open);
    if (isRefusal(facts) || facts.length === 0) continue;
    await saveCase(tx, { ...open, ...fold(evolve, open, facts) }, facts);
    const { id: caseId, contractId, agencyOrgId, purchaseId, jurisdiction, ground, claimed } = open;
    const data = { caseId, trancheId, contractId, agencyOrgId, ground, fen: wireFen(claimed), outcome: 'waived' as const, settledAt: tx.now };
    tx.record({ contract: clawbackSettled, subject: purchaseId, jurisdiction, data });
  }
}
