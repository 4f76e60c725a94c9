import type { LocalDate, Refusal } from '@goufu/kernel';
import { finalityOf, type Standing } from '../tranche/finality.js';
import { refusePaymentRequest as refuse } from './payment-request.refusals.js';

/** What is known when an agency asks for a tranche. */
export interface Asking {
  readonly standing: Standing;
  /** The contract is suspended (R76). One that has ended still pays what it owes. */
  readonly suspended: boolean;
  /** A request of this tranche is open or paid. */
  readonly requested: boolean;
  /** The agency handed the invoice in for another tranche. */
  readonly invoiceUsed: boolean;
  readonly invoiceDate: LocalDate;
  readonly today: LocalDate;
}

/** Why a request cannot be taken, if it cannot. It may come before the tranche is owed: then it waits with it (R118). */
export function objectionTo(asking: Asking): Refusal | undefined {
  if (asking.suspended) return refuse('contract-suspended');
  if (finalityOf(asking.standing, 'requested').outcome === 'refuse') return refuse('wrong-stage', { stage: asking.standing });
  if (asking.requested) return refuse('already-requested');
  if (asking.invoiceUsed) return refuse('invoice-used');
  if (asking.invoiceDate > asking.today) return refuse('invoice-in-future');
  return undefined;
}
