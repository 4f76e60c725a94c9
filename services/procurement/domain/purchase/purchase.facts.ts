import type { Fen, Id, Instant } from '@goufu/kernel';
import type { BudgetPart } from './purchase.commands.js';

export type PurchaseFact =
  | { readonly kind: 'planned'; readonly total: Fen; readonly asks: readonly BudgetPart[]; readonly by: string }
  | { readonly kind: 'reserved'; readonly reservationId: Id; readonly parts: readonly BudgetPart[] }
  | { readonly kind: 'refused'; readonly short: Fen }
  | { readonly kind: 'tender-started' }
  | { readonly kind: 'tender-void'; readonly retender: boolean }
  | { readonly kind: 'awarded' }
  | { readonly kind: 'contracted' }
  | { readonly kind: 'filed' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'cancelled'; readonly reason: string; readonly at: Instant };
