import type { Instant } from '@goufu/kernel';

/** What is challenged: the documents, the process or the result (R73). */
export type ChallengeStage = 'documents' | 'process' | 'result';

/** When a step can be challenged; unset when it is not over yet. */
export interface ChallengeWindow {
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

export type ChallengeCommand =
  | {
      readonly kind: 'file';
      readonly stage: ChallengeStage;
      readonly window: ChallengeWindow;
      readonly participated: boolean;
      readonly before: boolean;
      readonly contractSigned: boolean;
      readonly replyUntil: Instant;
      readonly at: Instant;
    }
  | { readonly kind: 'decide'; readonly outcome: 'upheld' | 'dismissed'; readonly voidTender: boolean; readonly contractSigned: boolean; readonly at: Instant }
  | { readonly kind: 'withdraw'; readonly at: Instant };
