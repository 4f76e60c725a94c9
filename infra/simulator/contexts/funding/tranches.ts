import { finalityOf } from '@goufu/funding/domain/tranche/finality.js';
import { mayBeOrdered, standingOf } from '@goufu/funding/domain/tranche/reading.js';
import { transfersOf } from '@goufu/funding/domain/tranche/transfers.js';
import { decide, evolve } from '@goufu/funding/domain/tranche/tranche.js';
import type { Evidence, MoveTarget, TrancheFact } from '@goufu/funding/domain/tranche/tranche.facts.js';
import { assert, fold, isRefusal, type Fen, type Id, type Instant } from '@goufu/kernel';
import type { Saying } from '../../world/facts.js';
import type { Outcome } from '../../world/service.js';
import { followCorrections } from './corrections.js';
import { post } from './ledger.js';
import { orderPayments, voidOrders } from './orders.js';
import type { Funding, StoredTranche } from './rows.js';
import { heldAgainstLines, noteShortage } from './waiting.js';

/** Ticks conditions of every tranche of the contract; whichever completes a set releases it. */
export function noteEvidence(funding: Funding, contractId: Id, factId: Id, evidence: Evidence, at: Instant): void {
  for (const tranche of funding.tx.all('tranche')) {
    if (tranche.contractId !== contractId) continue;
    const facts = decide({ kind: 'note-evidence', factId, evidence, at }, tranche);
    if (!isRefusal(facts)) write(funding, tranche, heldAgainstLines(funding.tx, tranche, facts));
  }
}

/** What nothing has to happen for is owed at once. */
export function readFirst(funding: Funding, contractId: Id): void {
  for (const tranche of funding.tx.all('tranche')) {
    if (tranche.contractId !== contractId) continue;
    const facts = decide({ kind: 'reread' }, tranche);
    if (!isRefusal(facts)) write(funding, tranche, facts);
  }
}

/** Ends a contract; the closing of a completed one waits until its last tranche is decided. */
export function endContract(funding: Funding, contractId: Id, as: 'closed' | 'terminated', at: Instant): Outcome {
  const { tx } = funding;
  if (!tx.find('contract', contractId)) return { waitingFor: `contract/${contractId}` };
  if (tx.find('ended', contractId)) return 'applied';
  const tranches = tx.all('tranche').filter((tranche) => tranche.contractId === contractId);
  if (tranches.some((tranche) => finalityOf(standingOf(tranche), as).outcome === 'await')) return { waitingFor: `tranches-decided/${contractId}` };
  tx.put('ended', contractId, true);
  for (const tranche of tranches) {
    const facts = decide({ kind: 'end-contract', as, at }, tranche);
    assert(!isRefusal(facts), 'a contract ends whenever it ends');
    write(funding, tranche, heldAgainstLines(tx, tranche, facts));
  }
  return 'applied';
}

/** The tranche follows its payment, and what it learned meanwhile takes effect. Of money that came back it keeps what was not refunded. */
export function moveTranche(funding: Funding, trancheId: Id, to: MoveTarget, keeps?: Fen): void {
  const tranche = funding.tx.get('tranche', trancheId);
  const facts = decide({ kind: 'move-stage', to, at: funding.at, ...(keeps === undefined ? {} : { keeps }) }, tranche);
  assert(!isRefusal(facts), `the tranche ${trancheId} moves from ${tranche.stage} to ${to}`);
  write(funding, tranche, heldAgainstLines(funding.tx, tranche, facts));
}

/** Rows, ledger, facts, and what follows for the payment order. */
export function write(funding: Funding, before: StoredTranche, facts: readonly TrancheFact[]): void {
  if (facts.length === 0) return;
  const { tx } = funding;
  const tranche = noteShortage(funding, { ...before, ...fold(evolve, before, facts) }, facts);
  tx.put('tranche', tranche.id, tranche);
  if (facts.some(({ kind }) => DECISIONS.includes(kind)) && !isUndecided(tx.all('tranche'), tranche.contractId)) funding.bring(`tranches-decided/${tranche.contractId}`);
  post(
    tx,
    facts.map((fact) => ({ eventId: `${tranche.id}/${fact.kind}/${'revision' in fact ? fact.revision : 0}`, reason: fact.kind, transfers: transfersOf(tranche, fact) })),
  );
  for (const fact of facts) for (const says of told(tranche, fact)) funding.tell(says);
  if (facts.some(({ kind }) => kind === 'release-reversed' || kind === 'held')) voidOrders(tx, tranche.id);
  if (mayBeOrdered(tranche) && facts.some(({ kind }) => kind === 'released' || kind === 'hold-lifted')) orderPayments(funding, tranche);
  const consequences = facts.map((fact) => ({ tranche, fact }));
  if (funding.found) funding.found.push(...consequences);
  else followCorrections(funding, consequences, write);
}

/** What the closing of a contract may wait for. */
const DECISIONS: readonly TrancheFact['kind'][] = ['released', 'forfeited', 'cancelled'];

const isUndecided = (tranches: readonly StoredTranche[], contractId: Id): boolean => tranches.some((tranche) => tranche.contractId === contractId && tranche.stage === 'committed');

function told({ id: trancheId, contractId, part }: StoredTranche, fact: TrancheFact): Saying[] {
  switch (fact.kind) {
    case 'released':
    case 'hold-lifted':
      return [{ kind: 'tranche-released', trancheId, contractId, revision: fact.revision, amount: fact.amount }];
    case 'withheld':
    case 'held':
    case 'fell-short':
      if (fact.kind === 'fell-short' && !fact.told) return [];
      return [{ kind: 'tranche-withheld', trancheId, contractId, revision: fact.revision }];
    case 'forfeited':
      // The grade no longer reaches up to a supplement; what was lost is told of the tranche itself.
      return part ? [] : [{ kind: 'tranche-forfeited', trancheId, contractId, revision: fact.revision }];
    default:
      return [];
  }
}
