import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import { meaningOf, type AssignedTo, type SuspendedEntry } from './assignment.js';

const debit = (amount: bigint): SuspendedEntry => ({ direction: 'debit', amount });
const credit = (amount: bigint): SuspendedEntry => ({ direction: 'credit', amount });
/** Of 100 that were ordered 80 are still paid: 20 came back before. */
const said = (entries: readonly SuspendedEntry[], status: AssignedTo['status']): string => {
  const meaning = meaningOf(entries, { status, ordered: 100n, kept: 80n });
  return isRefusal(meaning) ? meaning.code : meaning;
};

describe('suspended entries that belong to a payment', () => {
  it.each([
    ['the amount in two debits', [debit(90n), debit(10n)], 'accepted', 'settles'],
    ['too much, and the rest back', [debit(120n), credit(20n)], 'unknown', 'settles'],
    ['what went to somebody else and came back', [debit(100n), credit(100n)], 'in-transit', 'fails'],
    ['a second debit and its return', [debit(100n), credit(100n)], 'settled', 'changes-nothing'],
    ['a fen too little', [debit(99n)], 'accepted', 'suspense.does-not-add-up'],
    ['money that came in', [credit(100n)], 'accepted', 'suspense.does-not-add-up'],
    ['nothing at all', [], 'accepted', 'suspense.does-not-add-up'],
    ['a second debit alone', [debit(100n)], 'settled', 'suspense.attempt-is-over'],
    ['a debit of what was rejected', [debit(100n)], 'rejected', 'settles'],
    ['another debit of what was rejected', [debit(99n)], 'rejected', 'suspense.does-not-add-up'],
    ['a debit of what was rejected and its reversal', [debit(100n), credit(100n)], 'rejected', 'changes-nothing'],
    ['a debit of what came back', [debit(100n)], 'returned', 'suspense.attempt-is-over'],
    ['what is paid, less a fee', [credit(79n)], 'settled', 'returns-part'],
    ['what is paid, in two credits', [credit(79n), credit(1n)], 'settled', 'returns'],
    ['more than is paid', [credit(81n)], 'settled', 'suspense.more-than-paid'],
    ['a part of what was rejected', [credit(1n)], 'rejected', 'suspense.does-not-add-up'],
    ['a part of what came back', [credit(1n)], 'returned', 'suspense.does-not-add-up'],
  ] as const)('%s', (_what, entries, status, expected) => {
    expect(said(entries, status)).toBe(expected);
  });
});
