import { splitByShares, WHOLE, type Fen, type Refusal } from '@goufu/kernel';
import { refuseContract as refuse } from './contract.refusals.js';
import type { PayFactor, Tranche, TrancheDraft } from './terms.js';

/** Amounts by share, the last one being the remainder (R121, T6); factors of the profile where the draft names none (R109). */
export function draftTranches(price: Fen, drafts: readonly TrancheDraft[], defaults: readonly PayFactor[]): readonly Tranche[] | Refusal {
  if (drafts.reduce((sum, { shareBp }) => sum + shareBp, 0) !== WHOLE) return refuse('shares-differ');
  const amounts = splitByShares(price, drafts.map(({ shareBp }) => shareBp));
  return drafts.map(({ trancheId, shareBp, conditions, payFactors }, i) => {
    const evaluated = conditions.some(({ kind }) => kind === 'evaluation');
    return { trancheId, no: i + 1, shareBp, amount: amounts[i] ?? 0n, conditions, payFactors: payFactors ?? (evaluated ? defaults : []) };
  });
}

/** A supplement changes the last tranche only: what may be owed already stays as it was signed (R67). */
export function amendTranches(tranches: readonly Tranche[], delta: Fen): readonly Tranche[] | Refusal {
  const last = tranches.at(-1);
  if (!last || last.amount + delta <= 0n) return refuse('last-tranche');
  return [...tranches.slice(0, -1), { ...last, amount: last.amount + delta }];
}
