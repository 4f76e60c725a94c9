import type { Fen } from '@goufu/kernel';

export type BudgetLineFact =
  | { readonly kind: 'opened'; readonly amount: Fen }
  | { readonly kind: 'changed'; readonly amount: Fen; readonly delta: Fen; readonly revision: number };
