import type { Fen, Id } from '@goufu/kernel';

/** An amount on one budget line in one fiscal year. */
export interface Part {
  readonly lineId: Id;
  readonly year: number;
  readonly amount: Fen;
}

/** A line that does not pay for this purchase, and the rule that says so (R115, R125, R127, R128). */
export interface Barred {
  readonly lineId: Id;
  readonly rule: string;
}

/** `later` is what later years are to pay: it depends on their budget and sets nothing aside (R126). */
export type ReservationFact =
  | { readonly kind: 'reserved'; readonly parts: readonly Part[]; readonly later: readonly Part[] }
  | { readonly kind: 'refused'; readonly reason: 'short' | 'unknown-line' | 'use-not-allowed'; readonly short: readonly Part[]; readonly rule: string }
  | { readonly kind: 'released'; readonly parts: readonly Part[] }
  | { readonly kind: 'used'; readonly surplus: readonly Part[] }
  | { readonly kind: 'use-refused'; readonly reason: 'not-reserved' | 'short'; readonly shortFen: Fen };
