import type { ApproverRole } from '@goufu/jurisdiction';
import type { Fen, Id, Instant } from '@goufu/kernel';
import type { VoucherItem } from '../voucher-pack/voucher-pack.js';

export type PaymentOrderCommand =
  | {
      readonly kind: 'approve';
      readonly approver: string;
      /** Those in which the person may approve; one of them is used. */
      readonly roles: readonly ApproverRole[];
      /** What the person saw. */
      readonly contentHash: string;
      /** The hash of what would be paid now. */
      readonly currentHash: string;
      /** Mandatory items of the voucher pack that nothing proves yet. */
      readonly missing: readonly VoucherItem[];
      /** A debit of an earlier instruction of this tranche waits in suspense: its money may have left already. */
      readonly debitSuspended: boolean;
      readonly at: Instant;
    }
  | { readonly kind: 'decline'; readonly approver: string; readonly reason: string; readonly at: Instant }
  | { readonly kind: 'instruct'; readonly attemptId: Id; readonly at: Instant }
  | { readonly kind: 'note-unknown'; readonly attemptId: Id; readonly enquireBy: Instant }
  | { readonly kind: 'note-accepted'; readonly attemptId: Id }
  | { readonly kind: 'note-rejected'; readonly attemptId: Id; readonly code: string }
  /** `afterAll`: two people found that it was carried out although it was called rejected. */
  | { readonly kind: 'note-booked'; readonly attemptId: Id; readonly amount: Fen; readonly entryRef: string; readonly bookedOn: string; readonly afterAll?: boolean }
  /** `kept`: what of it had not come back before. */
  | { readonly kind: 'note-returned'; readonly attemptId: Id; readonly amount: Fen; readonly entryRef: string; readonly code: string; readonly kept?: Fen }
  /** What was approved changed, or is no longer owed: every approval is void. */
  | { readonly kind: 'void'; readonly reason: string };
