import { roundOpened } from '@goufu/contracts';
import type { Instant } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';
import type { StoredRound } from '../persistence/round.repository.js';

/** Tells everybody that the panel may score: when a round is opened, and when it is opened again for a later revision. */
export function recordRoundOpened(tx: Tx, round: StoredRound, opened: { readonly revision: number; readonly due: Instant }, causedBy?: Cause): void {
  const { contractId, agencyOrgId, evaluationCode, kind, attempt, templateId, templateVersion } = round;
  tx.record({
    contract: roundOpened,
    subject: round.purchaseId,
    jurisdiction: round.jurisdiction,
    ...(causedBy ? { causedBy } : {}),
    data: { roundId: round.id, contractId, agencyOrgId, evaluationCode, kind, attempt, templateId, templateVersion, openedAt: tx.now, ...opened },
  });
}
