import type { Fen, Instant, LocalDate } from '@goufu/kernel';

/** Reason code of ISO 20022: the reason is told in words, if at all. */
export const NARRATIVE = 'NARR';

/** One payment as it goes out. The same id is the same payment with the same content, however often it is sent. */
export interface OutgoingPayment {
  readonly endToEndId: string;
  readonly creditorAccount: string;
  readonly creditorName: string;
  readonly amount: Fen;
  readonly executionDate: LocalDate;
  readonly instructedAt: Instant;
}

/**
 * What the treasury says of a payment. Accepted is not settled. `unknown` means that it may or may not have it, and is never a
 * reason to send under another id; `not-sent` means that it certainly does not have it from this call; `handed-over` that it lies
 * where the treasury fetches it, and is answered later.
 */
export type SendAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'handed-over' };

export type EnquiryAnswer =
  | { readonly kind: 'accepted' }
  /** On the treasury's books; the statement has the last word. */
  | { readonly kind: 'booked' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'never-received' }
  /** Asked; the answer comes later. */
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'unknown' };

/** One booking on an account (camt.053 Ntry). */
export interface StatementEntry {
  readonly entryRef: string;
  readonly endToEndId: string;
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
  readonly bookedOn: LocalDate;
  readonly counterparty: string;
  /** Set on money that came back. */
  readonly returnCode?: string;
  /** What the payer wrote: how a refund says which case it belongs to. */
  readonly remittance?: string;
}

/** The account of one day, closed: what was there, what moved, what is there (camt.053 Stmt). Numbers of an account leave no gap. */
export interface BankStatement {
  readonly account: string;
  readonly number: number;
  readonly day: LocalDate;
  readonly opening: Fen;
  readonly closing: Fen;
  readonly entries: readonly StatementEntry[];
}

export interface PaymentStatus {
  readonly endToEndId: string;
  readonly answer: { readonly kind: 'accepted' } | { readonly kind: 'rejected'; readonly code: string };
}

/** What the treasury tells without being asked: bookings as they happen, what it thinks of an instruction, a closed day. */
export type TreasuryMessage =
  | { readonly kind: 'entries'; readonly account: string; readonly entries: readonly StatementEntry[] }
  | { readonly kind: 'statuses'; readonly statuses: readonly PaymentStatus[] }
  | { readonly kind: 'statement'; readonly statement: BankStatement };

/** The rails: how instructions leave and how news comes back. HTTP to the simulator and ISO 20022 files stand behind it. */
export abstract class TreasuryGateway {
  abstract send(payment: OutgoingPayment, signal: AbortSignal): Promise<SendAnswer>;
  abstract enquire(payment: OutgoingPayment, signal: AbortSignal): Promise<EnquiryAnswer>;
  /**
   * Hands over what has come since, in the order of its coming. Each message counts as received when `take` has ended, and comes
   * again when it failed. Throws when the treasury cannot be reached.
   */
  abstract receive(take: (message: TreasuryMessage) => Promise<void>, signal: AbortSignal): Promise<void>;
}
