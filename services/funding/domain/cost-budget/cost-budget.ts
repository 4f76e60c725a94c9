import { type BasisPoints, type Fen, type Refusal, sumFen, WHOLE } from '@goufu/kernel';
import { refuseCostBudget as refuse } from './cost-budget.refusals.js';

export type CostCategory = 'labour' | 'supervision' | 'activities' | 'management' | 'insurance' | 'tax' | 'training';

/** One line of a cost table. */
export interface Cost {
  readonly category: CostCategory;
  readonly amount: Fen;
}

/** Shares of the whole that a place prescribes (R129); `null` where it prescribes none. Each limit itself still passes. */
export interface CostLimits {
  readonly labourFloor: BasisPoints | null;
  /** Of everything that is not labour, together. */
  readonly otherCap: BasisPoints | null;
  readonly managementCap: BasisPoints | null;
  readonly taxCap: BasisPoints | null;
}

/** Why a cost table of `whole` cannot be taken, if it cannot (R129, T7). Exact: shares are compared without a division. */
export function objectionToCosts(costs: readonly Cost[] | undefined, whole: Fen, limits: CostLimits): Refusal | undefined {
  if (!costs) return Object.values(limits).some((limit) => limit !== null) ? refuse('missing') : undefined;
  if (new Set(costs.map(({ category }) => category)).size < costs.length) return refuse('category-twice');
  if (sumFen(costs.map(({ amount }) => amount)) !== whole) return refuse('total-differs', { wholeFen: whole.toString() });
  const of = (category: CostCategory): Fen => costs.find((cost) => cost.category === category)?.amount ?? 0n;
  const below = (amount: Fen, floor: BasisPoints | null): boolean => floor !== null && amount * BigInt(WHOLE) < BigInt(floor) * whole;
  const above = (amount: Fen, cap: BasisPoints | null): boolean => cap !== null && amount * BigInt(WHOLE) > BigInt(cap) * whole;
  if (below(of('labour'), limits.labourFloor)) return refuse('labour-short', { floorBp: limits.labourFloor ?? 0 });
  if (above(whole - of('labour'), limits.otherCap)) return refuse('other-above', { capBp: limits.otherCap ?? WHOLE });
  if (above(of('management'), limits.managementCap)) return refuse('management-above', { capBp: limits.managementCap ?? WHOLE });
  return above(of('tax'), limits.taxCap) ? refuse('tax-above', { capBp: limits.taxCap ?? WHOLE }) : undefined;
}
