import type { ApproverRole } from '@goufu/jurisdiction';
import type { Fen, Id, Instant } from '@goufu/kernel';

/** One signature under what was approved. */
export interface Approval {
  readonly approver: string;
  /** In which role; each required one is filled by a different person. */
  readonly role: ApproverRole;
  readonly step: number;
  readonly contentHash: string;
  readonly at: Instant;
}

export type PaymentOrderFact =
  | { readonly kind: 'approved'; readonly approval: Approval }
  | { readonly kind: 'declined'; readonly approver: string; readonly reason: string; readonly at: Instant }
  | { readonly kind: 'instructed'; readonly attemptId: Id; readonly attemptNo: number; readonly endToEndId: string; readonly at: Instant }
  /** The treasury did not answer: it may or may not have paid. */
  | { readonly kind: 'unknown'; readonly attemptId: Id; readonly enquireBy: Instant }
  /** The treasury has it; still not settled. */
  | { readonly kind: 'accepted'; readonly attemptId: Id }
  | { readonly kind: 'settled'; readonly attemptId: Id; readonly amount: Fen; readonly entryRef: string; readonly bookedOn: string }
  | { readonly kind: 'rejected'; readonly attemptId: Id; readonly code: string }
  /** Paid, and sent back by the receiving bank later. */
  | { readonly kind: 'returned'; readonly attemptId: Id; readonly code: string; readonly amount: Fen; readonly entryRef: string }
  | { readonly kind: 'voided'; readonly reason: string };
