import { sliceOver } from '@goufu/funding/domain/ledger/posting.js';
import { answerTo, netCorrections } from '@goufu/funding/domain/tranche/correction.js';
import { grantedOf } from '@goufu/funding/domain/tranche/reading.js';
import { decide, evolve, openSupplement } from '@goufu/funding/domain/tranche/tranche.js';
import type { TrancheFact } from '@goufu/funding/domain/tranche/tranche.facts.js';
import { assert, fold, isRefusal, type Fen } from '@goufu/kernel';
import { claimsOn, raiseCase, SERVICE, withdrawCases } from './cases.js';
import type { Funding, StoredTranche } from './rows.js';
import { LineFunds } from './waiting.js';

/** What one command did to one tranche, and how that stands after it. */
export interface Consequence {
  readonly tranche: StoredTranche;
  readonly fact: TrancheFact;
}

type Write = (funding: Funding, tranche: StoredTranche, facts: readonly TrancheFact[]) => void;

/** Claims follow what is owed now; what is owed beyond what was paid is a supplement; a payment that came back leaves nothing to ask for (R123). */
export function followCorrections(funding: Funding, consequences: readonly Consequence[], write: Write): void {
  const funds = new LineFunds(funding.tx);
  const supplements: Supplement[] = [];
  for (const { tranche, fact } of netCorrections(consequences)) {
    if (fact.kind === 'moved' && fact.to === 'payable') withdrawCases(funding, tranche.id, 'returned');
    if (fact.kind !== 'correction-due') continue;
    const { withdraws, claim, keeps } = answerTo(grantedOf(tranche), tranche.released, claimsOn(funding.tx, tranche.id));
    if (withdraws) withdrawCases(funding, tranche.id, 'granted');
    if (claim > 0n) raiseCase(funding, tranche, `${tranche.id}/case/${fact.revision}`, claim, SERVICE);
    if (keeps !== undefined) supplements.push(supplementTranche(funding, tranche, keeps, funds));
  }
  for (const { tranche, facts } of supplements) write(funding, tranche, facts);
}

/** A supplement, and what its evidence leads to at once. */
interface Supplement {
  readonly tranche: StoredTranche;
  readonly facts: readonly TrancheFact[];
}

/** What a paid tranche owes beyond what it keeps is a tranche of its own, with the same conditions and evidence. What follows is still to be written. */
export function supplementTranche({ tx }: Funding, tranche: StoredTranche, keeps: Fen, funds: LineFunds): Supplement {
  const raised = decide({ kind: 'raise-supplement', keeps }, tranche);
  assert(!isRefusal(raised), 'only a paid tranche has a supplement');
  const kept = { ...tranche, ...fold(evolve, tranche, raised) };
  const { covers, corrected, revision } = kept;
  tx.put('tranche', kept.id, { ...tx.get('tranche', kept.id), covers, corrected, revision });
  const { contractId, agencyId } = tranche;
  const about = { contractId, agencyId, supplements: tranche.id, allocations: sliceOver(keeps, tranche.covers - keeps, tranche.allocations) };
  const opened: StoredTranche = { ...openSupplement(`${tranche.id}/s${kept.revision}`, tranche, keeps), ...about };
  tx.put('tranche', opened.id, opened);
  const read = decide({ kind: 'reread' }, opened);
  assert(!isRefusal(read), 'what begins with its evidence can be read');
  return { tranche: opened, facts: funds.settle(opened, read) };
}
