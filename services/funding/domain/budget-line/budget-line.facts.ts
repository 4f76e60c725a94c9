import type { Fen } from '@goufu/kernel';
import type { Allotment } from './budget-line.js';

export type BudgetLineFact =
  | { readonly kind: 'opened'; readonly amount: Fen; readonly allotment: Allotment }
  /** `unallotted` and `available` are the parts of `delta`; all of them have its sign. */
  | { readonly kind: 'changed'; readonly amount: Fen; readonly delta: Fen; readonly unallotted: Fen; readonly available: Fen; readonly revision: number }
  | { readonly kind: 'allotted'; readonly amount: Fen; readonly revision: number };
