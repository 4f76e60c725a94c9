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
