import { assert, type Fen, sumFen } from '@goufu/kernel';
import { type Allocation, splitOver } from '../ledger/posting.js';

/**
 * Says which commitments pay each tranche (R126, R127): tranches in their order take from commitments in the order of year
 * and line, each filled before the next, so that earlier money is paid first and every part is whole fen. Both add up
 * to the contract's price. Answers one list per tranche.
 */
export function allocate(tranches: readonly Fen[], commitments: readonly Allocation[]): Allocation[][] {
  let left = commitments.toSorted(byYearAndLine);
  const whole = sumFen(left.map(({ amount }) => amount));
  assert(sumFen(tranches) === whole, `tranches do not add up to the commitments of ${whole} fen`);
  return tranches.map((amount) => {
    const parts = splitOver(amount, left);
    left = left.map((commitment) => ({ ...commitment, amount: commitment.amount - takenFrom(parts, commitment) })).filter((rest) => rest.amount > 0n);
    return parts;
  });
}

const takenFrom = (parts: readonly Allocation[], { commitmentId }: Allocation): Fen =>
  sumFen(parts.filter((part) => part.commitmentId === commitmentId).map(({ amount }) => amount));

const byYearAndLine = (a: Allocation, b: Allocation): number => a.year - b.year || (a.lineId < b.lineId ? -1 : 1);

/** One tranche with what of it was released. */
interface Spending {
  readonly allocations: readonly Allocation[];
  readonly released: Fen;
}

/** What a contract that ends no longer needs: all that was never released, per commitment. */
export function unspent(tranches: readonly Spending[]): Allocation[] {
  const rests = new Map<string, Allocation>();
  for (const { allocations, released } of tranches) {
    const spent = splitOver(released, allocations);
    for (const part of allocations) {
      const amount = part.amount - takenFrom(spent, part) + (rests.get(part.commitmentId)?.amount ?? 0n);
      rests.set(part.commitmentId, { ...part, amount });
    }
  }
  return [...rests.values()].filter(({ amount }) => amount > 0n);
}
