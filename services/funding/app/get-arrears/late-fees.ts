import { profileFor } from '@goufu/jurisdiction';
import { localDateOf, wireFen, type BasisPoints, type Instant, type LocalDate } from '@goufu/kernel';
import { daysLate, lateInterest, type Rates } from '../../domain/late-interest/late-interest.js';

/** What an order's lateness depends on; `OVERDUE` reads it beside an order `o` with its contract `c`. */
export interface Overdue {
  readonly jurisdiction: string;
  readonly amount_fen: string;
  readonly pay_by: LocalDate;
  readonly status: string;
  readonly booked_on: LocalDate | null;
  readonly small: boolean;
  readonly agreed_bp: BasisPoints | null;
  readonly signed_at: Date;
}

export const OVERDUE = `o.jurisdiction, c.sme_flag AS small, c.late_interest_yearly_bp AS agreed_bp, c.signed_at,
  (SELECT e.booked_on::text FROM payment_attempt a JOIN statement_entry e ON e.attempt_id = a.id AND e.outcome = 'settled'
   WHERE a.order_id = o.id AND a.status = 'settled') AS booked_on`;

/** Orders that are not to be paid any more, or came back: their lateness is another order's. */
const CLOSED = ['declined', 'void', 'rejected', 'returned'];

/** Days and interest of late orders (R120). Rates of a day are looked up once, however many orders are late. */
export class LateFees {
  private readonly statutory = new Map<string, BasisPoints>();

  /** Nothing for an order that is in time or closed. */
  of(order: Overdue, now: Instant): { lateDays?: number; interestFen?: string } {
    const until = order.booked_on ?? localDateOf(now);
    const lateDays = CLOSED.includes(order.status) ? 0 : daysLate({ payBy: order.pay_by, until });
    if (lateDays === 0) return {};
    const interest = lateInterest({ amount: BigInt(order.amount_fen), payBy: order.pay_by, until }, this.ratesOf(order));
    return { lateDays, interestFen: wireFen(interest) };
  }

  /** By agreement; else by law where the contract is protected, and nothing where it is not. */
  private ratesOf({ jurisdiction, small, agreed_bp, signed_at }: Overdue): Rates {
    const floorYearlyBp = profileFor(jurisdiction, localDateOf(signed_at.toISOString())).get('pay.lpr_one_year').yearlyBp;
    return { agreedYearlyBp: agreed_bp ?? undefined, floorYearlyBp, statutoryPerDayBp: (day) => (small ? this.perDay(jurisdiction, day) : 0) };
  }

  private perDay(jurisdiction: string, day: LocalDate): BasisPoints {
    const key = `${jurisdiction}/${day}`;
    const known = this.statutory.get(key) ?? profileFor(jurisdiction, day).get('pay.late_interest').perDayBp;
    this.statutory.set(key, known);
    return known;
  }
}
