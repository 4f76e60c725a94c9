import type { Fen } from '@goufu/kernel';
import type { Allotment } from './budget-line.js';

export type BudgetLineCommand =
  | { readonly kind: 'open'; readonly amount: Fen; readonly allotment: Allotment }
  /** `available` is what nothing is bound to yet, `unallotted` what may not be spent yet. */
  | { readonly kind: 'change'; readonly amount: Fen; readonly available: Fen; readonly unallotted: Fen; readonly revision: number }
  | { readonly kind: 'allot'; readonly amount: Fen; readonly unallotted: Fen; readonly revision: number };
