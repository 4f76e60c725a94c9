import { chinaCalendar, deadline, type Period } from '@goufu/jurisdiction';
import type { LocalDate } from '@goufu/kernel';

/** What the deadline of a payment depends on. */
export interface Owed {
  readonly invoiceDate: LocalDate;
  /** The day on which the conditions were met; undefined while they are not. */
  readonly releasedOn: LocalDate | undefined;
  /** The payment protection of small enterprises applies (R120). */
  readonly small: boolean;
}

export interface PayPeriods {
  readonly invoice: Period;
  readonly small: Period;
}

/**
 * The last day to pay. From the invoice once the conditions are met, from the later of the two (R119); for a small enterprise at
 * the latest from the day on which delivery or acceptance was confirmed, since its invoice may not be waited for (R120).
 */
export function payBy({ invoiceDate, releasedOn, small }: Owed, periods: PayPeriods): LocalDate {
  const from = releasedOn !== undefined && releasedOn > invoiceDate ? releasedOn : invoiceDate;
  const byInvoice = deadline({ from, ...periods.invoice }, chinaCalendar).due;
  if (!small || releasedOn === undefined) return byInvoice;
  const byDelivery = deadline({ from: releasedOn, ...periods.small }, chinaCalendar).due;
  return byDelivery < byInvoice ? byDelivery : byInvoice;
}
