import type { Fen, Instant, LocalDate } from '@goufu/kernel';
import type { Verdict } from './clawback-case.facts.js';

export type ClawbackCommand =
  | { readonly kind: 'reply'; readonly text: string; readonly by: string; readonly at: Instant }
  | {
      readonly kind: 'decide';
      readonly verdict: Verdict;
      /** What is due, when the claim is reduced. */
      readonly amount?: Fen | undefined;
      readonly reason: string;
      readonly by: string;
      readonly at: Instant;
      readonly refundUntil: LocalDate;
      /** What was paid and no other case asks back. */
      readonly claimable: Fen;
    }
  | { readonly kind: 'note-refund'; readonly amount: Fen; readonly at: Instant }
  /** Nothing is asked back any more. Of a payment that came back from the bank neither is what was not refunded yet (`rest`). */
  | { readonly kind: 'withdraw'; readonly reason: string; readonly by: string; readonly at: Instant; readonly rest?: boolean };
