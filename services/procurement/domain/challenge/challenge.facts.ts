import type { Instant } from '@goufu/kernel';
import type { ChallengeStage } from './challenge.commands.js';

export type ChallengeFact =
  | { readonly kind: 'filed'; readonly stage: ChallengeStage; readonly holds: boolean; readonly replyUntil: Instant; readonly at: Instant }
  | { readonly kind: 'decided'; readonly outcome: 'upheld' | 'dismissed' | 'withdrawn'; readonly voidTender: boolean; readonly at: Instant };
