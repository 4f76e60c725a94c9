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
  /** The payment came back whole from the bank: there is nothing to ask back. */
  | { readonly kind: 'withdraw'; readonly reason: string; readonly by: string; readonly at: Instant };
