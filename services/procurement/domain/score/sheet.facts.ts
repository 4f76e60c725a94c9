import type { Instant } from '@goufu/kernel';
import type { BidScores, CorrectionGround } from './sheet.commands.js';

export interface SheetFact {
  readonly kind: 'signed';
  readonly scores: readonly BidScores[];
  readonly correction?: CorrectionGround | undefined;
  readonly at: Instant;
}
