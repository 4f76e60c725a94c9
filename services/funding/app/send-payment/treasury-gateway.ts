import type { Fen, LocalDate } from '@goufu/kernel';

/** One payment as it goes out. The same id is the same payment, however often it is sent. */
export interface OutgoingPayment {
  readonly endToEndId: string;
  readonly creditorAccount: string;
  readonly creditorName: string;
  readonly amount: Fen;
  readonly executionDate: LocalDate;
}

/**
 * What the treasury says of a payment. Accepted is not settled. `unknown` means that it may or may not have it, and is never a
 * reason to send under another id; `not-sent` means that it certainly does not have it from this call.
 */
export type SendAnswer = { readonly kind: 'accepted' } | { readonly kind: 'rejected'; readonly code: string } | { readonly kind: 'unknown' } | { readonly kind: 'not-sent' };

export type EnquiryAnswer =
  | { readonly kind: 'accepted' }
  /** On the treasury's books; the statement has the last word. */
  | { readonly kind: 'booked' }
  | { readonly kind: 'rejected'; readonly code: string }
  | { readonly kind: 'never-received' }
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
}

export interface StatementPage {
  readonly entries: readonly StatementEntry[];
  readonly nextCursor: string;
  readonly more: boolean;
}

/** The rails: how instructions leave and how bookings come back. The HTTP simulator stands behind it here, ISO 20022 files later. */
export abstract class TreasuryGateway {
  abstract send(payment: OutgoingPayment, signal: AbortSignal): Promise<SendAnswer>;
  abstract enquire(endToEndId: string, signal: AbortSignal): Promise<EnquiryAnswer>;
  /** Entries behind the cursor; throws when the treasury cannot be reached. */
  abstract statement(account: string, cursor: string, signal: AbortSignal): Promise<StatementPage>;
}
