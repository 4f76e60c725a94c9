import { allocate } from '@goufu/funding/domain/commitment/commitment.js';
import { commit, reserve, unreserve, type Allocation } from '@goufu/funding/domain/ledger/posting.js';
import { asked, decide, evolve } from '@goufu/funding/domain/reservation/reservation.js';
import { openTranche } from '@goufu/funding/domain/tranche/tranche.js';
import { fold, type Id } from '@goufu/kernel';
import type { ContractTerms, Saying } from '../../world/facts.js';
import type { Outcome } from '../../world/service.js';
import { attemptsAllowed } from '../rules.js';
import { nameOf, post } from './ledger.js';
import type { Funding, FundingTx } from './rows.js';
import { readFirst } from './tranches.js';

export function reserveBudget(tx: FundingTx, { contractId, asks }: Extract<Saying, { kind: 'purchase-planned' }>): Outcome {
  const available = asks.flatMap(({ lineId, year }) => {
    const account = tx.find('account', nameOf({ book: 'budget', stage: 'available', lineId, year }));
    return account ? [{ lineId, year, amount: account.balance }] : [];
  });
  const reservation = fold(evolve, asked, decide({ kind: 'reserve', asks, available, barred: [] }, asked));
  tx.put('reservation', contractId, reservation);
  const id = `reservation/${contractId}`;
  post(tx, [{ eventId: id, reason: 'reserved', transfers: reservation.parts.flatMap((part) => reserve(id, part, part.amount)) }]);
  return 'applied';
}

/** A purchase is cancelled: what was reserved for it goes back. */
export function releaseBudget(tx: FundingTx, contractId: Id): Outcome {
  const reservation = tx.find('reservation', contractId) ?? asked;
  const facts = decide({ kind: 'release' }, reservation);
  if (facts.length === 0) return 'applied';
  tx.put('reservation', contractId, fold(evolve, reservation, facts));
  const id = `reservation/${contractId}`;
  post(tx, [{ eventId: `${id}/released`, reason: 'reservation-released', transfers: reservation.parts.flatMap((part) => unreserve(id, part, part.amount)) }]);
  return 'applied';
}

/** Reserved → Committed, the surplus back, and the tranches with what pays each. Answers false when the budget was refused. */
export function commitContract(funding: Funding, terms: ContractTerms): boolean {
  const { tx } = funding;
  const { contractId, split } = terms;
  const reservation = tx.find('reservation', contractId) ?? asked;
  const [fact] = decide({ kind: 'use', used: split }, reservation);
  if (fact?.kind !== 'used') return false;
  tx.put('reservation', contractId, fold(evolve, reservation, [fact]));
  tx.put('contract', contractId, terms);
  const commitments = split.map((part): Allocation => ({ ...part, commitmentId: `${contractId}/${part.lineId}/${part.year}` }));
  insertTranches(tx, terms, commitments);
  const id = `reservation/${contractId}`;
  post(tx, [
    { eventId: `${contractId}/committed`, reason: 'committed', transfers: commitments.flatMap((part) => commit(id, part)) },
    { eventId: `${contractId}/surplus`, reason: 'surplus', transfers: fact.surplus.flatMap((part) => unreserve(id, part, part.amount)) },
  ]);
  readFirst(funding, contractId);
  return true;
}

function insertTranches(tx: FundingTx, { contractId, agencyId, tranches, payFactors }: ContractTerms, commitments: readonly Allocation[]): void {
  const allocations = allocate(
    tranches.map(({ amount }) => amount),
    commitments,
  );
  for (const [i, { id, amount, conditions }] of tranches.entries()) {
    const terms = { conditions, payFactors, attemptsAllowed: attemptsAllowed() };
    tx.put('tranche', id, { ...openTranche({ id, amount, terms }), contractId, agencyId, allocations: allocations[i] ?? [] });
    for (const condition of conditions) {
      if (condition.kind !== 'date') continue;
      const task = { id: `date/${contractId}/${condition.on}`, kind: 'date' as const, contractId, on: condition.on };
      tx.put('task', task.id, task);
    }
  }
}
