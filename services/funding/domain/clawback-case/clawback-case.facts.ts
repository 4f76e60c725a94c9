import type { Fen, Instant, LocalDate } from '@goufu/kernel';

/** Why paid money is asked back (R123). */
export type Ground = 'failed-evaluation' | 'quota-shortfall' | 'vacancy' | 'misuse' | 'false-material' | 'early-termination';

export type Verdict = 'approve' | 'reduce' | 'waive';

export type ClawbackFact =
  | { readonly kind: 'replied'; readonly text: string; readonly by: string; readonly at: Instant }
  /** Another person than the one who raised it found that so much is due. */
  | { readonly kind: 'upheld'; readonly verdict: 'approve' | 'reduce'; readonly due: Fen; readonly refundUntil: LocalDate; readonly reason: string; readonly by: string; readonly at: Instant }
  /** Nothing is due: the decision, or what was paid is no longer with the agency. */
  | { readonly kind: 'waived'; readonly reason: string; readonly by: string; readonly at: Instant }
  /** Money came back. What it has in excess of the claim is not the case's. */
  | { readonly kind: 'refunded'; readonly amount: Fen; readonly excess: Fen }
  /** What was not refunded yet is not due any more. */
  | { readonly kind: 'rest-withdrawn'; readonly due: Fen }
  | { readonly kind: 'settled'; readonly at: Instant };
