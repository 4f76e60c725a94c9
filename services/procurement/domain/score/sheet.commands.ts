import type { BasisPoints, Id, Instant } from '@goufu/kernel';
import type { Criterion } from '../tender/tender.commands.js';

/** One member's points for one bid, by criterion. */
export interface BidScores {
  readonly bidId: Id;
  readonly points: Readonly<Record<string, BasisPoints>>;
}

/** The only grounds on which a signed score may change (R59). */
export type CorrectionGround = 'objective-items-unequal' | 'addition-error' | 'abnormal-score';

export interface SheetCommand {
  readonly kind: 'sign';
  readonly scores: readonly BidScores[];
  readonly correction?: CorrectionGround | undefined;
  /** The valid bids and the criteria of the tender. */
  readonly bidIds: readonly Id[];
  readonly criteria: readonly Criterion[];
  readonly at: Instant;
}
