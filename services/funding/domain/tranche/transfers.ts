import { type Fen, unreachable } from '@goufu/kernel';
import { commitAvailable, putBack, release, setOff, sliceOver, splitOver, uncommit, unrelease, type Allocation, type Transfer } from '../ledger/posting.js';
import type { Tranche } from './standing.js';
import type { TrancheFact } from './tranche.facts.js';

/** A tranche with what pays for it, in the order in which it is used (R126, R127). */
interface Funded extends Pick<Tranche, 'id' | 'covers' | 'released'> {
  readonly allocations: readonly Allocation[];
}

/** The parts of what was never owed of a tranche: the last ones. */
export const neverOwed = ({ covers, allocations }: Funded, rest: Fen): Allocation[] => sliceOver(covers - rest, rest, allocations);

/** What a fact does to the ledger; `tranche` as it stands after the whole command. */
export function transfersOf(tranche: Funded, fact: TrancheFact): Transfer[] {
  switch (fact.kind) {
    case 'released':
      return splitOver(fact.amount, tranche.allocations).flatMap((part) => release(tranche.id, part));
    case 'release-reversed':
      return splitOver(fact.amount, tranche.allocations).flatMap((part) => unrelease(tranche.id, part));
    case 'contract-ended':
      return (fact.parts ?? neverOwed(tranche, fact.rest)).flatMap(uncommit);
    case 'uncommitted':
      return sliceOver(fact.above, fact.amount, tranche.allocations).flatMap(uncommit);
    case 'recommitted':
      return sliceOver(fact.above, fact.amount, tranche.allocations).flatMap(commitAvailable);
    case 'set-off':
      return [
        ...splitOver(fact.amount, tranche.allocations).flatMap((part) => setOff(tranche.id, part)),
        ...(fact.rest > 0n ? sliceOver(fact.amount, fact.rest, tranche.allocations).flatMap((part) => unrelease(tranche.id, part)) : []),
      ];
    case 'part-returned':
      // `tranche` keeps what lies below.
      return sliceOver(tranche.released, fact.amount, tranche.allocations).flatMap(putBack);
    case 'replenished':
      return fact.parts.flatMap(commitAvailable);
    case 'evidence-kept':
    case 'terms-amended':
    case 'moved':
    case 'withheld':
    case 'held':
    case 'hold-lifted':
    case 'forfeited':
    case 'cancelled':
    case 'correction-due':
    case 'supplement-raised':
    case 'fell-short':
    case 'shortage-over':
      return [];
    default:
      return unreachable(fact);
  }
}
