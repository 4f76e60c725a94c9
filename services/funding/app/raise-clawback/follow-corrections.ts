import { clawbackRaised } from '@goufu/contracts';
import { type Fen, wireFen } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { answerTo } from '../../domain/tranche/correction.js';
import { grantedOf } from '../../domain/tranche/reading.js';
import { insertCase } from '../persistence/clawback.repository.js';
import { insertCorrections } from '../persistence/correction.repository.js';
import { claimsOn } from '../persistence/supplement.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { correctionId, replyUntil } from '../release-tranche/published-facts.js';
import { supplementTranche, type Supplement } from '../supplement-tranche/supplement-tranche.js';
import { withdrawCases } from './withdraw-cases.js';

/** What the agency is told when a revised result does not bear what was paid. */
const STATEMENT = '评估结果变更，已付金额高于应付金额。';

type Correction = Consequence & { readonly fact: Consequence['fact'] & { kind: 'correction-due' } };

const isCorrection = (consequence: Consequence): consequence is Correction => consequence.fact.kind === 'correction-due';

/**
 * Differences between what was paid and what the evidence bears: recorded, and a case where money is asked back, or a supplement
 * where more is owed (R123). A payment that came back from the bank leaves nothing to ask for. The tranches are locked. Answers
 * the supplements, of which the consequences are still to be written.
 */
export async function followCorrections(tx: Tx, consequences: readonly Consequence[]): Promise<Supplement[]> {
  const supplements: Supplement[] = [];
  for (const consequence of consequences) {
    const { tranche, fact } = consequence;
    if (fact.kind === 'moved' && fact.to === 'payable') await withdrawCases(tx, tranche.id);
    if (!isCorrection(consequence)) continue;
    const { id: trancheId, jurisdiction } = tranche;
    const { revision, difference } = consequence.fact;
    await insertCorrections(tx, [{ id: correctionId(tranche, revision), trancheId, jurisdiction, revision, difference, replyUntil: replyUntil(tranche, tx.now) }]);
    if (difference < 0n) await raise(tx, consequence, -difference);
    else supplements.push(...(await grant(tx, consequence)));
  }
  return supplements;
}

/** A case of its own; that it was raised is told with the other consequences. */
async function raise(tx: Tx, { tranche, fact }: Correction, claimed: Fen): Promise<void> {
  const { id: trancheId, contractId, purchaseId, agencyOrgId, jurisdiction } = tranche;
  const about = { id: correctionId(tranche, fact.revision), trancheId, contractId, purchaseId, agencyOrgId, jurisdiction };
  await insertCase(tx, { ...about, ground: 'failed-evaluation', statement: STATEMENT, evidenceIds: fact.evidenceIds, claimed, raisedBy: 'service:funding', replyUntil: replyUntil(tranche, tx.now) });
}

/** More is owed than was found before: open claims are withdrawn first, the rest is a supplement. */
async function grant(tx: Tx, correction: Correction): Promise<Supplement[]> {
  const { tranche, fact, causedBy } = correction;
  const { withdraws, claim, keeps } = answerTo(grantedOf(tranche), tranche.released, await claimsOn(tx, tranche.id));
  if (withdraws) await withdrawCases(tx, tranche.id, 'granted');
  if (claim > 0n) {
    await raise(tx, correction, claim);
    const { id: trancheId, contractId, agencyOrgId, purchaseId: subject, jurisdiction } = tranche;
    const about = { caseId: correctionId(tranche, fact.revision), trancheId, contractId, agencyOrgId, fen: wireFen(claim), ground: 'failed-evaluation' as const };
    tx.record({ contract: clawbackRaised, subject, jurisdiction, data: { ...about, rules: [...fact.rules], evidenceIds: [...fact.evidenceIds], replyUntil: replyUntil(tranche, tx.now) } });
  }
  return keeps === undefined ? [] : [await supplementTranche(tx, tranche, keeps, causedBy)];
}
