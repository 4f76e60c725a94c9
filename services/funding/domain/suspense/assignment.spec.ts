import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import { meaningOf, type SuspendedEntry } from './assignment.js';

const debit = (amount: bigint): SuspendedEntry => ({ direction: 'debit', amount });
const credit = (amount: bigint): SuspendedEntry => ({ direction: 'credit', amount });
const said = (...given: Parameters<typeof meaningOf>): string => {
  const meaning = meaningOf(...given);
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
    ['a debit of what was rejected', [debit(100n)], 'rejected', 'suspense.attempt-is-over'],
  ] as const)('%s', (_what, entries, status, expected) => {
    expect(said(entries, status, 100n)).toBe(expected);
  });
});
