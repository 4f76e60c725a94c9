import { describe, expect, it } from '@jest/globals';
import { sumFen } from '@goufu/kernel';
import * as fc from 'fast-check';
import { Books } from './books.js';
import { dayStatements } from './day-statements.js';
import type { Deviation, Instruction, JournalRecord } from './schemas.js';

const opened = (accountId: string, openingBalanceFen: string): JournalRecord => ({
  type: 'account-opened',
  opening: { accountId, name: accountId, openingBalanceFen },
});

const order = (over: Partial<Instruction> = {}): Instruction => ({
  endToEndId: 'P1',
  debtorAccount: 'TREASURY',
  creditorAccount: 'AGENCY',
  amountFen: '101856300',
  currency: 'CNY',
  executionDate: '2026-03-02',
  ...over,
});

const given = (...records: JournalRecord[]): Books => {
  const books = new Books();
  for (const record of [opened('TREASURY', '591500000'), opened('AGENCY', '0'), opened('OTHER', '0'), ...records]) books.apply(record);
  return books;
};

const received = (instruction: Instruction, deviation: Deviation = {}): JournalRecord => ({ type: 'payment-received', instruction, deviation });

const settle = (books: Books, today: string): void => {
  for (let due = books.nextDue(today); due; due = books.nextDue(today)) books.apply(due);
};

const balances = (books: Books) => [...books.accounts.values()].map((account) => account.balance);

describe('a payment', () => {
  it('is booked on both accounts on its execution date, not before', () => {
    const books = given(received(order()));
    settle(books, '2026-03-01');
    expect(books.payments.get('P1')?.status).toBe('accepted');
    settle(books, '2026-03-02');
    expect(balances(books)).toEqual([489_643_700n, 101_856_300n, 0n]);
    expect(books.accounts.get('TREASURY')?.entries).toMatchObject([
      { entryRef: 'E000000001', creditDebit: 'DBIT', amountFen: '101856300', endToEndId: 'P1', counterparty: { account: 'AGENCY' } },
    ]);
  });

  it('comes back when it was to be returned', () => {
    const books = given(received(order(), { returnAfterDays: 3 }));
    settle(books, '2026-03-02');
    settle(books, '2026-03-04');
    expect(books.payments.get('P1')?.status).toBe('booked');
    settle(books, '2026-03-05');
    expect(books.payments.get('P1')).toMatchObject({ status: 'returned', code: 'AC04' });
    expect(balances(books)).toEqual([591_500_000n, 0n, 0n]);
  });

  it('is accepted, and refused later, when the treasury is to change its mind', () => {
    const books = given(received(order(), { rejectAfterDays: 1 }));
    settle(books, '2026-03-02');
    expect(books.payments.get('P1')?.status).toBe('accepted');
    settle(books, '2026-03-03');
    expect(books.payments.get('P1')).toMatchObject({ status: 'rejected', code: 'AC06' });
    expect(balances(books)).toEqual([591_500_000n, 0n, 0n]);
  });

  it.each<[string, Partial<Instruction>, string]>([
    ['an unknown debtor', { debtorAccount: 'NOBODY' }, 'AC02'],
    ['an unknown creditor', { creditorAccount: 'NOBODY' }, 'AC03'],
    ['a closed account', { creditorAccount: 'CLOSED' }, 'AC04'],
    ['a blocked account', { creditorAccount: 'BLOCKED' }, 'AC06'],
    ['one account on both sides', { creditorAccount: 'TREASURY' }, 'AG01'],
    ['more than there is', { amountFen: '591500001' }, 'AM04'],
  ])('is rejected for %s', (_what, over, code) => {
    const books = given(
      opened('CLOSED', '0'),
      { type: 'account-marked', accountId: 'CLOSED', status: 'closed' },
      opened('BLOCKED', '0'),
      { type: 'account-marked', accountId: 'BLOCKED', status: 'blocked' },
    );
    expect(books.rejectionOf(order(over))).toBe(code);
  });
});

describe('the statements of closed days', () => {
  it('are numbered without a gap, open where the last one closed, and leave out the day that it is', () => {
    const books = given();
    for (const [i, day] of ['2026-03-02', '2026-03-05', '2026-03-06'].entries()) {
      books.apply(received(order({ endToEndId: `D${i}`, amountFen: '100', executionDate: day })));
      settle(books, day);
    }
    const account = books.accounts.get('TREASURY');
    const told = account ? dayStatements(account, '2026-03-06T01:00:00.000Z') : [];
    expect(told.map(({ number, day, openingBalanceFen, closingBalanceFen }) => [number, day, openingBalanceFen, closingBalanceFen])).toEqual([
      [1, '2026-03-02', '591500000', '591499900'],
      [2, '2026-03-05', '591499900', '591499800'],
    ]);
  });
});

describe('the books', () => {
  const payment = fc.record({
    from: fc.constantFrom('TREASURY', 'AGENCY', 'OTHER'),
    to: fc.constantFrom('TREASURY', 'AGENCY', 'OTHER', 'NOBODY'),
    amount: fc.bigInt({ min: 1n, max: 600_000_000n }),
    returnAfterDays: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    dayOfMarch: fc.integer({ min: 1, max: 9 }),
  });

  it('neither make nor lose a fen, whatever is paid, rejected and returned', () => {
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 20 }), (payments) => {
        const books = given();
        payments.forEach(({ from, to, amount, returnAfterDays, dayOfMarch }, i) => {
          const instruction = order({ endToEndId: `P${i}`, debtorAccount: from, creditorAccount: to, amountFen: amount.toString() });
          books.apply(received(instruction, returnAfterDays === undefined ? {} : { returnAfterDays }));
          settle(books, `2026-03-0${dayOfMarch}`);
          expect(sumFen(balances(books))).toBe(591_500_000n);
        });
        settle(books, '2026-04-01');
        expect([...books.payments.values()].filter((each) => each.status === 'accepted')).toEqual([]);
        const refs = [...books.accounts.values()].flatMap((account) => account.entries.map((entry) => entry.entryRef));
        expect(new Set(refs).size).toBe(refs.length);
      }),
    );
  });
});
