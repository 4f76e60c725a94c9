import type { BudgetLine } from '@goufu/funding/domain/budget-line/budget-line.js';
import type { ClawbackCase } from '@goufu/funding/domain/clawback-case/clawback-case.js';
import type { Offset } from '@goufu/funding/domain/clawback-case/offset.js';
import type { Allocation, Transfer } from '@goufu/funding/domain/ledger/posting.js';
import type { LineTransfer } from '@goufu/funding/domain/line-transfer/line-transfer.js';
import type { OrderContent } from '@goufu/funding/domain/payment-order/content.js';
import type { PaymentOrder } from '@goufu/funding/domain/payment-order/payment-order.js';
import type { Reservation } from '@goufu/funding/domain/reservation/reservation.js';
import type { Tranche } from '@goufu/funding/domain/tranche/tranche.js';
import type { Fen, Id, Instant, LocalDate } from '@goufu/kernel';
import type { ContractTerms, Saying } from '../../world/facts.js';
import type { Tx } from '../../world/store.js';
import type { Consequence } from './corrections.js';

export interface StoredTranche extends Tranche {
  readonly contractId: Id;
  readonly agencyId: Id;
  readonly allocations: readonly Allocation[];
  /** Since when it waits for a budget line, if it does. */
  readonly waitsSince?: Instant | undefined;
  /** Of a supplement: the paid tranche above which it begins. */
  readonly supplements?: Id;
}

/** Paid money that is asked back. */
export interface StoredCase extends ClawbackCase {
  readonly trancheId: Id;
  readonly contractId: Id;
  readonly agencyId: Id;
  readonly decidedBy?: string;
  /** The payment that it is about came back from the bank. */
  readonly paymentReturned: boolean;
}

export interface StoredOffset extends Offset {
  readonly id: Id;
  readonly caseId: Id;
  readonly trancheId: Id;
  readonly decidedBy?: string;
}

export interface StoredLine extends BudgetLine {
  readonly lineId: Id;
  readonly year: number;
  /** What transfers moved to or from it. */
  readonly moved: Fen;
}

export interface StoredTransfer extends LineTransfer {
  readonly id: Id;
  readonly from: Id;
  readonly to: Id;
}

export interface StoredOrder extends PaymentOrder {
  readonly trancheId: Id;
  readonly requestId: Id;
  readonly content: OrderContent;
}

export interface StoredRequest {
  readonly id: Id;
  readonly trancheId: Id;
  readonly state: 'open' | 'paid' | 'closed';
  readonly requestedBy: string;
}

export interface Account {
  readonly stage: string;
  readonly book: string;
  readonly balance: Fen;
  readonly version: bigint;
}

export interface KeptTransfer {
  readonly from: string;
  readonly to: string;
  readonly amount: Transfer['amount'];
  readonly fromVersion: bigint;
  readonly toVersion: bigint;
}

/** Work that survives a kill. */
export type Task = TransportTask | DateTask | LineTask;

export interface TransportTask {
  readonly id: string;
  readonly kind: 'send' | 'enquire';
  readonly attemptId: Id;
  readonly tries: number;
}

interface DateTask {
  readonly id: string;
  readonly kind: 'date';
  readonly contractId: Id;
  readonly on: LocalDate;
}

/** What waits for a budget line is to be looked at. */
interface LineTask {
  readonly id: string;
  readonly kind: 'pay-what-waits';
  readonly lineId: Id;
}

export interface Suspended {
  readonly ref: string;
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
  readonly reason: string;
}

export interface FundingRows {
  readonly contract: ContractTerms;
  /** Contracts that are over. */
  readonly ended: true;
  readonly line: StoredLine;
  readonly lineTransfer: StoredTransfer;
  readonly reservation: Reservation;
  readonly tranche: StoredTranche;
  readonly request: StoredRequest;
  readonly order: StoredOrder;
  readonly account: Account;
  readonly transfer: KeptTransfer;
  readonly task: Task;
  readonly case: StoredCase;
  readonly offset: StoredOffset;
  /** Entries of the statement that were taken in, and what became of them. */
  readonly entry: { readonly ref: string; readonly outcome: 'settled' | 'returned' | 'refunded' | 'suspended' };
  readonly suspense: Suspended;
  readonly cursor: number;
}

export type FundingTx = Tx<FundingRows>;

/** Where funding acts: its transaction, the time, and what it tells others. */
export interface Funding {
  readonly tx: FundingTx;
  readonly at: Instant;
  tell(says: Saying): void;
  /** What waits for `key` may be handled now. */
  bring(key: string): void;
  /** Consequences of a chunk of facts, of which corrections follow together when it ends. */
  readonly found?: Consequence[];
}
