import type { Id, Instant } from '@goufu/kernel';
import type { Waiting } from '../../domain/tranche/tranche.facts.js';

export type Stage = 'committed' | 'payable' | 'awaiting-approval' | 'in-transit' | 'unknown' | 'suspense' | 'refused-file' | 'awaiting-budget' | 'awaiting-reply' | 'awaiting-decision' | 'awaiting-refund';
export type Owner = 'purchaser' | 'agency' | 'evaluator' | 'finance-officer' | 'finance-approver' | 'treasury';

/** One amount that waits: where, since when, on whom, and what can safely be done. */
export interface WaitingAmount {
  readonly subjectId: Id;
  readonly stage: Stage;
  readonly purchaseId?: Id;
  readonly contractId?: Id;
  readonly trancheId?: Id;
  readonly titleZh: string;
  readonly agencyOrgId?: Id;
  /** Nobody knows what a refused file is worth. */
  readonly amountFen?: string;
  /** What was wrong: the treasury's reason code of a payment, or the place in a file. */
  readonly fault?: string;
  readonly since: Instant;
  readonly days: number;
  readonly waitingFor: readonly Waiting[];
  readonly owner: Owner;
  readonly payBy?: string;
  readonly nextActions: readonly string[];
  readonly overdue: boolean;
  readonly orderId?: Id;
  readonly assignment?: { readonly assignee: string; readonly note: string; readonly at: Instant };
}

/** What is shown of a contract beside an amount. */
export interface ContractAbout {
  readonly title: string;
  readonly jurisdiction: string;
}
