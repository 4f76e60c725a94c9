import { clawbackSettled, type DataOf } from '@goufu/contracts';
import { wireFen } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { StoredCase } from '../persistence/clawback.repository.js';

/** A case has ended, in whichever way: what of the claim was taken back, or the claim that is given up (R123). */
export function tellSettled(tx: Tx, settled: StoredCase, outcome: DataOf<typeof clawbackSettled>['outcome']): void {
  const { id: caseId, trancheId, contractId, agencyOrgId, purchaseId, jurisdiction, ground, claimed, refunded } = settled;
  const fen = wireFen(outcome === 'waived' ? claimed : refunded);
  tx.record({ contract: clawbackSettled, subject: purchaseId, jurisdiction, data: { caseId, trancheId, contractId, agencyOrgId, ground, fen, outcome, settledAt: tx.now } });
}
