import type { Fen } from '@goufu/kernel';

export type BudgetLineCommand =
  | { readonly kind: 'open'; readonly amount: Fen }
  /** `available` is what nothing is bound to yet. */
  | { readonly kind: 'change'; readonly amount: Fen; readonly available: Fen; readonly revision: number };
