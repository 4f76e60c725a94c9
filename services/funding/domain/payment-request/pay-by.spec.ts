import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import fc from 'fast-check';
import { payBy, type Owed } from './pay-by.js';

const profile = profileFor('510104', '2026-03-02');
const periods = { invoice: profile.get('pay.invoice_days'), small: profile.get('pay.sme_days') };
const owed: Owed = { invoiceDate: '2026-03-02', releasedOn: '2026-03-02', small: false };

describe('the last day to pay', () => {
  it('is thirty days from the invoice when the conditions are met (R119)', () => {
    expect(payBy(owed, periods)).toBe('2026-04-01');
    expect(payBy({ ...owed, invoiceDate: '2026-03-10' }, periods)).toBe('2026-04-09');
  });

  it('counts from the day on which the conditions were met, when the invoice came before', () => {
    expect(payBy({ ...owed, releasedOn: '2026-03-12' }, periods)).toBe('2026-04-11');
  });

  it('does not wait for the invoice of a small enterprise (R120)', () => {
    expect(payBy({ ...owed, invoiceDate: '2026-03-20', small: true }, periods)).toBe('2026-04-01');
    expect(payBy({ ...owed, releasedOn: undefined, small: true }, periods)).toBe('2026-04-01');
  });

  it('is ten working days where a city says so', () => {
    expect(payBy(owed, { ...periods, invoice: { amount: 10, unit: 'working-day', mode: 'maximum' } })).toBe('2026-03-16');
  });

  it('is never later for a small enterprise, and never before the conditions are met', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-05-${String(n).padStart(2, '0')}`);
    fc.assert(
      fc.property(day, day, (invoiceDate, releasedOn) => {
        const small = payBy({ invoiceDate, releasedOn, small: true }, periods);
        expect(small <= payBy({ invoiceDate, releasedOn, small: false }, periods)).toBe(true);
        expect(small > releasedOn).toBe(true);
      }),
    );
  });
});
