import type { Allocation, Transfer } from '@goufu/funding/domain/ledger/posting.js';
import type { OrderContent } from '@goufu/funding/domain/payment-order/content.js';
import type { PaymentOrder } from '@goufu/funding/domain/payment-order/payment-order.js';
import type { Reservation } from '@goufu/funding/domain/reservation/reservation.js';
import type { Tranche } from '@goufu/funding/domain/tranche/tranche.js';
import type { Fen, Id, Instant, LocalDate } from '@goufu/kernel';
import type { ContractTerms, Saying } from '../../world/facts.js';
import type { Tx } from '../../world/store.js';

export interface StoredTranche extends Tranche {
  readonly contractId: Id;
  readonly agencyId: Id;
  readonly allocations: readonly Allocation[];
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
export type Task = TransportTask | DateTask;

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
  readonly reservation: Reservation;
  readonly tranche: StoredTranche;
  readonly request: StoredRequest;
  readonly order: StoredOrder;
  readonly account: Account;
  readonly transfer: KeptTransfer;
  readonly task: Task;
  /** Entries of the statement that were taken in, and what became of them. */
  readonly entry: { readonly ref: string; readonly outcome: 'settled' | 'returned' | 'suspended' };
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
}
