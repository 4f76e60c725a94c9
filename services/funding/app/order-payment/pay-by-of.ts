import { profileFor } from '@goufu/jurisdiction';
import type { LocalDate } from '@goufu/kernel';
import { payBy, type Owed } from '../../domain/payment-request/pay-by.js';

/** The last day to pay by the profile that holds when the clock begins (R119, R120). */
export function payByOf(jurisdiction: string, owed: Owed): LocalDate {
  const profile = profileFor(jurisdiction, owed.releasedOn !== undefined && owed.releasedOn > owed.invoiceDate ? owed.releasedOn : owed.invoiceDate);
  return payBy(owed, { invoice: profile.get('pay.invoice_days'), small: profile.get('pay.sme_days') });
}
