import type { Fen, Id, Instant } from '@goufu/kernel';

export type PaymentOrderCommand =
  | { readonly kind: 'approve'; readonly approver: string; readonly contentHash: string; readonly at: Instant }
  | { readonly kind: 'decline'; readonly approver: string; readonly reason: string; readonly at: Instant }
  | { readonly kind: 'instruct'; readonly attemptId: Id; readonly at: Instant }
  | { readonly kind: 'note-unknown'; readonly attemptId: Id; readonly enquireBy: Instant }
  | { readonly kind: 'note-accepted'; readonly attemptId: Id }
  | { readonly kind: 'note-rejected'; readonly attemptId: Id; readonly code: string }
  | { readonly kind: 'note-booked'; readonly attemptId: Id; readonly amount: Fen; readonly entryRef: string; readonly bookedOn: string }
  | { readonly kind: 'note-returned'; readonly attemptId: Id; readonly amount: Fen; readonly entryRef: string; readonly code: string }
  /** What was approved changed, or is no longer owed: every approval is void. */
  | { readonly kind: 'void'; readonly reason: string };
