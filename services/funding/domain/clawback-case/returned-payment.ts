import { type Fen, sumFen } from '@goufu/kernel';
import type { Tranche } from '../tranche/standing.js';
import type { ClawbackCase } from './clawback-case.js';

/** Whose the money is that the bank sends back: what of the payment had not been refunded before. */
export interface ReturnedPayment {
  /** The tranche's, owed again; nothing when all of it is granted elsewhere. */
  readonly owed: Fen;
  /** The budget line's, as the rest of what is to be refunded: a supplement, which is paid from there, grants that again already. */
  readonly refunds: Fen;
  /** A supplement is to begin above this: what was refunded because of a result can be granted again. */
  readonly above?: Fen;
}

/**
 * Divides a payment that comes back by what the cases about it have taken back, so that nothing of it is owed twice (R123). A tranche
 * never grows again over what a supplement took over; what a person took back on another ground lies within it, and is gone.
 */
export function divideReturned({ released, covers }: Pick<Tranche, 'released' | 'covers'>, cases: readonly Pick<ClawbackCase, 'raisedBy' | 'refunded'>[]): ReturnedPayment {
  const refunded = sumFen(cases.map((one) => one.refunded));
  const byResult = sumFen(cases.filter(isByResult).map((one) => one.refunded));
  const above = released - byResult;
  const back = released - refunded;
  if (covers > above) return { owed: back, refunds: 0n, ...(refunded > 0n ? { above } : {}) };
  const owed = covers - (refunded - byResult);
  return { owed, refunds: back - owed };
}

/** The service itself asks it back, because a result does not bear it. */
const isByResult = ({ raisedBy }: Pick<ClawbackCase, 'raisedBy'>): boolean => raisedBy.startsWith('service:');

/** A case of which a part came: its rest counts as coming, and a supplement may grant it again already. */
export const isBeingRefunded = (one: Pick<ClawbackCase, 'raisedBy' | 'status' | 'refunded'>): boolean => isByResult(one) && one.status === 'awaiting-refund' && one.refunded > 0n;
