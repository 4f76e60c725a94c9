import { clawbackRaised } from '@goufu/contracts';
import { type Fen, wireFen } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { answerTo } from '../../domain/tranche/correction.js';
import { grantedOf } from '../../domain/tranche/reading.js';
import { insertCase } from '../persistence/clawback.repository.js';
import { insertCorrections } from '../persistence/correction.repository.js';
import { claimsOn } from '../persistence/supplement.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { Funds } from '../release-tranche/funds.js';
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
  const funds = new Funds(tx);
  for (const consequence of consequences) {
    const { tranche, fact } = consequence;
    if (fact.kind === 'moved' && fact.to === 'payable') await withdrawCases(tx, tranche.id);
    if (isCorrection(consequence)) supplements.push(...(await correct(tx, consequence, funds)));
  }
  return supplements;
}

/** Claims follow what is owed now; what is owed beyond what was paid is a supplement. */
async function correct(tx: Tx, correction: Correction, funds: Funds): Promise<Supplement[]> {
  const { tranche, fact, causedBy } = correction;
  const { id: trancheId, jurisdiction } = tranche;
  const { revision, difference } = fact;
  await insertCorrections(tx, [{ id: correctionId(tranche, revision), trancheId, jurisdiction, revision, difference, replyUntil: replyUntil(tranche, tx.now) }]);
  const { withdraws, claim, keeps } = answerTo(grantedOf(tranche), tranche.released, await claimsOn(tx, trancheId));
  if (withdraws) await withdrawCases(tx, trancheId, 'granted');
  if (claim > 0n) await raise(tx, correction, claim);
  return keeps === undefined ? [] : [await supplementTranche(tx, tranche, keeps, causedBy, funds)];
}

/** A case of its own, told to everybody. */
async function raise(tx: Tx, { tranche, fact, causedBy }: Correction, claimed: Fen): Promise<void> {
  const { id: trancheId, contractId, purchaseId, agencyOrgId, jurisdiction } = tranche;
  const caseId = correctionId(tranche, fact.revision);
  const until = replyUntil(tranche, tx.now);
  const about = { trancheId, contractId, agencyOrgId };
  const ground = 'failed-evaluation' as const;
  await insertCase(tx, { ...about, id: caseId, purchaseId, jurisdiction, ground, statement: STATEMENT, evidenceIds: fact.evidenceIds, claimed, raisedBy: 'service:funding', replyUntil: until });
  const data = { ...about, caseId, fen: wireFen(claimed), ground, rules: [...fact.rules], evidenceIds: [...fact.evidenceIds], replyUntil: until };
  tx.record({ contract: clawbackRaised, subject: purchaseId, jurisdiction, ...(causedBy ? { causedBy } : {}), data });
}
