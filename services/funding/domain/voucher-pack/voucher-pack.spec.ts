import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checklist, missingOf, VOUCHER_ITEMS, type VoucherItem, type VoucherRecord } from './voucher-pack.js';

const complete: VoucherRecord = {
  orderId: 'order',
  amount: 700n,
  contentHash: 'a'.repeat(64),
  filing: { factId: 'filed', noticeUrl: 'https://example.org/1' },
  contractNo: 'GF-1',
  conditions: [{ kind: 'milestone', milestoneCode: 'six-months' }, { kind: 'evaluation', evaluationCode: 'mid-term' }],
  evidence: [
    { factId: 'm', evidence: { kind: 'milestone', milestoneCode: 'six-months' } },
    { factId: 'old', evidence: { kind: 'evaluation', evaluationCode: 'mid-term', resultId: 'r', attempt: 1, revision: 1, grade: 'fail' } },
    { factId: 'new', evidence: { kind: 'evaluation', evaluationCode: 'mid-term', resultId: 'r', attempt: 2, revision: 1, grade: 'good' } },
  ],
  evidenceIds: ['m', 'new'],
  request: { id: 'request', invoiceRef: '24510000000012345678', invoiceDate: '2026-03-02' },
  payeeAccountId: 'account',
  contractAccountId: 'account',
  allocations: [
    { commitmentId: 'c1', lineId: 'l1', year: 2026, amount: 300n },
    { commitmentId: 'c2', lineId: 'l2', year: 2026, amount: 400n },
  ],
  knownLines: ['l1', 'l2'],
  settledMonthly: true,
  costLists: [{ id: 'list', month: '2026-02' }],
};

/** One way to lack each item that can be lacking. */
const lacking: Partial<Record<VoucherItem, Partial<VoucherRecord>>> = {
  contract: { filing: undefined },
  'acceptance-or-evaluation': { evidenceIds: [] },
  invoice: { request: { id: 'request', invoiceRef: '', invoiceDate: '2026-03-02' } },
  'payee-account': { contractAccountId: 'another' },
  'budget-indicator': { knownLines: ['l1'] },
  'monthly-cost-list': { costLists: [] },
};

describe('the voucher pack (R118)', () => {
  it('has every item once, each with what proves it', () => {
    const lines = checklist(complete);
    expect(lines.map(({ item }) => item)).toEqual(VOUCHER_ITEMS);
    expect(missingOf(lines)).toEqual([]);
    expect(lines.find(({ item }) => item === 'contract')?.proofs).toEqual([{ kind: 'filing', id: 'filed', shows: 'https://example.org/1' }]);
  });

  it('shows the report on which the money rests with its grade, and no earlier one', () => {
    const line = checklist(complete).find(({ item }) => item === 'acceptance-or-evaluation');
    expect(line?.proofs).toEqual([{ kind: 'milestone', id: 'm', shows: 'six-months' }, { kind: 'evaluation', id: 'new', shows: 'good' }]);
  });

  it('asks no report of an advance payment, and no cost list of one that is not settled monthly', () => {
    const advance = checklist({ ...complete, conditions: [{ kind: 'contract-filed' }], evidence: [], evidenceIds: [], settledMonthly: false, costLists: [] });
    expect(missingOf(advance)).toEqual([]);
  });

  it('lacks exactly what is not proved, in any combination', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(lacking) as VoucherItem[]), (items) => {
        const record = Object.assign({}, complete, ...items.map((item) => lacking[item])) as VoucherRecord;
        expect(missingOf(checklist(record)).toSorted()).toEqual([...items].toSorted());
      }),
    );
  });

  it('takes no budget that does not add up to the amount (R115)', () => {
    expect(missingOf(checklist({ ...complete, amount: 701n }))).toEqual(['budget-indicator']);
    expect(missingOf(checklist({ ...complete, request: undefined }))).toEqual(['supplier-request', 'invoice']);
  });
});
