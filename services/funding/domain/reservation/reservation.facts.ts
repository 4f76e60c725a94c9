import type { Fen, Id } from '@goufu/kernel';

/** An amount on one budget line in one fiscal year. */
export interface Part {
  readonly lineId: Id;
  readonly year: number;
  readonly amount: Fen;
}

export type ReservationFact =
  | { readonly kind: 'reserved'; readonly parts: readonly Part[] }
  | { readonly kind: 'refused'; readonly reason: 'short' | 'unknown-line'; readonly short: readonly Part[] }
  | { readonly kind: 'released'; readonly parts: readonly Part[] }
  | { readonly kind: 'used'; readonly surplus: readonly Part[] }
  | { readonly kind: 'use-refused'; readonly reason: 'not-reserved' | 'short'; readonly shortFen: Fen };
