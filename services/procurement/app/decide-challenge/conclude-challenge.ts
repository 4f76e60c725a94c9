import { challengeDecided } from '@goufu/contracts';
import type { Tx } from '@goufu/persistence';
import type { ChallengeFact } from '../../domain/challenge/challenge.facts.js';
import { saveDecision, type StoredChallenge } from '../persistence/challenge.repository.js';

/** Writes and tells how a challenge ended: answered, or taken back. */
export async function concludeChallenge(tx: Tx, challenge: StoredChallenge, facts: readonly ChallengeFact[], reasons?: string): Promise<StoredChallenge> {
  let { status } = challenge;
  for (const fact of facts) {
    if (fact.kind !== 'decided') continue;
    status = fact.outcome;
    await saveDecision(tx, challenge.id, fact, reasons);
    tx.record({
      contract: challengeDecided,
      subject: challenge.purchaseId,
      jurisdiction: challenge.jurisdiction,
      data: { challengeId: challenge.id, tenderId: challenge.tenderId, outcome: fact.outcome, decidedAt: fact.at },
    });
  }
  return { ...challenge, status, ...(reasons === undefined ? {} : { reasons }) };
}
