import type { Id, Instant } from '@goufu/kernel';
import type { Evidence } from './tranche.facts.js';

/** A fact of another context reached the tranche. */
export interface NoteEvidence {
  readonly kind: 'note-evidence';
  readonly factId: Id;
  readonly evidence: Evidence;
  readonly at: Instant;
}

/** The tranche's payment moved on; told by the payment's own slice. */
export interface MoveStage {
  readonly kind: 'move-stage';
  readonly to: 'payable' | 'in-transit' | 'disbursed';
  readonly at: Instant;
}

export type TrancheCommand = NoteEvidence;
