import type { Fen, Id, Instant } from '@goufu/kernel';
import type { Terms } from './assessment.js';
import type { Evidence, MoveTarget } from './tranche.facts.js';

/** A fact of another context reached the tranche. */
export interface NoteEvidence {
  readonly kind: 'note-evidence';
  readonly factId: Id;
  readonly evidence: Evidence;
  /** When it happened, by the publisher's business time. */
  readonly at: Instant;
}

/** The tranche's payment moved on; told by the payment's own slice. */
export interface MoveStage {
  readonly kind: 'move-stage';
  readonly to: MoveTarget;
  /** Of a payment that comes back: what of it was not refunded before. */
  readonly keeps?: Fen;
  readonly at: Instant;
}

/** A supplementary contract changes under which conditions the tranche is owed; never its amount. */
export interface AmendTerms {
  readonly kind: 'amend-terms';
  readonly terms: Terms;
  readonly at: Instant;
}

/** The contract is over: completed and closed, or terminated before; what happens after `at` earns nothing under a terminated one. */
export interface EndContract {
  readonly kind: 'end-contract';
  readonly as: 'closed' | 'terminated';
  readonly at: Instant;
}

/** More is owed than was paid and is not asked back: a supplement begins above what the tranche keeps. */
export interface RaiseSupplement {
  readonly kind: 'raise-supplement';
  readonly keeps: Fen;
}

/** So much of it is set off against paid money that is asked back (R123). */
export interface SetOff {
  readonly kind: 'set-off';
  readonly amount: Fen;
}

/** The bank sent a part of what was paid back (R116). */
export interface ReturnPart {
  readonly kind: 'return-part';
  readonly amount: Fen;
}

/** A supplement reads the evidence that it begins with. */
export interface Reread {
  readonly kind: 'reread';
}

export type TrancheCommand = NoteEvidence | MoveStage | AmendTerms | EndContract | RaiseSupplement | SetOff | ReturnPart | Reread;
