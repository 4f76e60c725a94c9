import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { isRefusal, sumFen } from '@goufu/kernel';
import { given } from '@goufu/testing';
import fc from 'fast-check';
import type { ContractCommand } from './contract.commands.js';
import type { ContractFact, Draft } from './contract.facts.js';
import { contract } from './contract.js';
import { amendTranches, draftTranches } from './draft-tranches.js';
import type { ContractTerms, PayFactor, TrancheCondition } from './terms.js';

const profile = profileFor('510104', '2026-03-24');
const factors: readonly PayFactor[] = profile.get('eval.consequences');
const conditions: readonly (readonly TrancheCondition[])[] = [
  [{ kind: 'contract-filed' }],
  [{ kind: 'evaluation', evaluationCode: 'mid-term' }],
  [{ kind: 'milestone', milestoneCode: 'first-half' }],
];
function tranchesOf(price: bigint) {
  const tranches = draftTranches(price, [5000, 3000, 2000].map((shareBp, i) => ({ trancheId: `tranche-${i + 1}`, shareBp, conditions: conditions[i] ?? [] })), factors);
  if (isRefusal(tranches)) throw new Error(tranches.code);
  return tranches;
}
const terms = (change: Partial<ContractTerms> = {}, price = 1_000_000n): ContractTerms => ({
  price,
  term: { from: '2026-05-01', to: '2027-04-30' },
  budgetSplit: [{ lineId: 'line', year: 2026, amount: price }],
  tranches: tranchesOf(price),
  milestones: [{ code: 'first-half', nameZh: '上半年', due: '2026-10-31', deliverables: [{ code: 'report', nameZh: '报告' }] }],
  quotas: [{ code: 'casework', nameZh: '个案', unitZh: '个', quantity: 60, evidenceZh: [] }],
  evaluationPlan: [
    { code: 'mid-term', kind: 'mid-term', nameZh: '中期', weightBp: 10_000, templateId: 'template', templateVersion: 1, due: '2026-11-30T15:59:59.999Z', readyOn: { kind: 'milestone', milestoneCode: 'first-half' } },
  ],
  payeeAccountId: 'account',
  smeFlag: false,
  ...change,
});
const reserved = [{ lineId: 'line', year: 2026, amount: 1_200_000n }];
const draft = (all = terms(), by = 'officer'): ContractCommand => ({ kind: 'draft', terms: all, termsHash: 'hash', reserved, profile, by });
const text: Draft = { revision: 1, terms: terms(), termsHash: 'hash', by: 'officer' };
const at = '2026-03-24T02:00:00.000Z';
const drafted: ContractFact = { kind: 'drafted', draft: text };
const signed: ContractFact = { kind: 'signed', draft: text, by: 'approver', at };
const sign = (change: Partial<Extract<ContractCommand, { kind: 'sign' }>> = {}): ContractCommand => ({ kind: 'sign', termsHash: 'hash', heldByChallenge: false, by: 'approver', at, ...change });

describe('drafting a contract', () => {
  it('is for somebody else to sign', () => given(contract)().when(draft()).then(drafted));
  it('can be repeated until it is signed', () => {
    given(contract)(drafted).when(draft(terms(), 'other')).then({ kind: 'drafted', draft: { ...text, by: 'other' } });
    given(contract)(drafted, signed).when(draft()).thenRefused('contract.already-signed');
  });
  it('takes three years and not a day more (R11)', () => {
    given(contract)().when(draft(terms({ term: { from: '2026-05-01', to: '2029-05-01' } }))).thenRefused('contract.term');
    expect(isRefusal(contract.decide(draft(terms({ term: { from: '2026-05-01', to: '2029-04-30' } })), contract.initial))).toBe(false);
  });
  const [first, second, third] = tranchesOf(1_000_000n);
  if (!first || !second || !third) throw new Error('there are three tranches');
  const [evaluation] = terms().evaluationPlan;
  if (!evaluation) throw new Error('there is an evaluation');
  it.each<[string, Partial<ContractTerms>]>([
    ['contract.term', { term: { from: '2026-05-01', to: '2026-05-01' } }],
    ['contract.code-twice', { quotas: [...terms().quotas, ...terms().quotas] }],
    ['contract.code-twice', { milestones: [...terms().milestones, ...terms().milestones] }],
    ['contract.milestone-outside', { milestones: terms().milestones.map((milestone) => ({ ...milestone, due: '2027-05-01' })) }],
    ['contract.evaluation-weights', { evaluationPlan: [{ ...evaluation, weightBp: 9999 }] }],
    ['contract.unknown-milestone', { evaluationPlan: [{ ...evaluation, readyOn: { kind: 'milestone', milestoneCode: 'nowhere' } }] }],
    ['contract.unknown-milestone', { tranches: [first, second, { ...third, conditions: [{ kind: 'milestone', milestoneCode: 'nowhere' }] }] }],
    ['contract.unknown-evaluation', { tranches: [first, { ...second, conditions: [{ kind: 'evaluation', evaluationCode: 'nowhere' }] }, third] }],
    ['contract.two-evaluations', { tranches: [first, { ...second, conditions: [...second.conditions, ...second.conditions] }, third] }],
    ['contract.pay-factors', { tranches: [first, { ...second, payFactors: factors.slice(1) }, third] }],
    ['contract.pay-factors', { tranches: [{ ...first, payFactors: factors }, second, third] }],
    ['contract.empty-tranche', { tranches: [first, second, { ...third, amount: 0n }] }],
    ['contract.split-differs', { budgetSplit: [{ lineId: 'line', year: 2026, amount: 999_999n }] }],
    ['contract.split-twice', { budgetSplit: [1n, 999_999n].map((amount) => ({ lineId: 'line', year: 2026, amount })) }],
    ['contract.not-reserved', { budgetSplit: [{ lineId: 'other', year: 2026, amount: 1_000_000n }] }],
    ['contract.not-reserved', { budgetSplit: [{ lineId: 'line', year: 2027, amount: 1_000_000n }] }],
  ])('is refused: %s', (code, change) => given(contract)().when(draft(terms(change))).thenRefused(code));
});

describe('signing (R70)', () => {
  it('is another person’s, of the text that was read', () => {
    given(contract)(drafted).when(sign()).then(signed);
    given(contract)(drafted).when(sign({ by: 'officer' })).thenRefused('contract.same-person');
    given(contract)(drafted).when(sign({ termsHash: 'other' })).thenRefused('contract.text-changed');
    given(contract)().when(sign()).thenRefused('contract.nothing-to-sign');
    given(contract)(drafted, signed).when(sign()).thenRefused('contract.nothing-to-sign');
  });
  it('waits for challenges and for a local objection window (R61, R76)', () => {
    given(contract)(drafted).when(sign({ heldByChallenge: true })).thenRefused('contract.challenged');
    given(contract)(drafted).when(sign({ signFrom: at })).thenRefused('contract.objection-window');
    given(contract)(drafted).when(sign({ signFrom: '2026-03-24T01:59:59.999Z' })).then(signed);
  });
});

describe('supplements (R67)', () => {
  const amend = (price: bigint): ContractCommand => ({ kind: 'amend', terms: terms({}, price), termsHash: 'hash-2', reason: '增加服务', profile, by: 'officer' });
  const second = (price: bigint): Draft => ({ revision: 2, terms: terms({}, price), termsHash: 'hash-2', reason: '增加服务', by: 'officer' });
  const amended: ContractFact = { kind: 'amended', draft: second(1_060_000n), delta: 60_000n, by: 'approver', at };

  it('are drafted and signed by two people too', () => {
    given(contract)(drafted, signed).when(amend(1_060_000n)).then({ kind: 'drafted', draft: second(1_060_000n) });
    given(contract)(drafted, signed, { kind: 'drafted', draft: second(1_060_000n) }).when(sign({ termsHash: 'hash-2', by: 'officer' })).thenRefused('contract.same-person');
    given(contract)(drafted, signed, { kind: 'drafted', draft: second(1_060_000n) }).when(sign({ termsHash: 'hash-2' })).then(amended);
    given(contract)(drafted).when(amend(1_060_000n)).thenRefused('contract.not-signed');
  });
  it('T12: 60,000 and then 50,000 more on 1,000,000 are refused, 40,000 more are not', () => {
    given(contract)(drafted, signed, amended).when(amend(1_110_000n)).thenRefused('contract.additions');
    expect(isRefusal(contract.decide(amend(1_100_000n), [drafted, signed, amended].reduce((state, fact) => contract.evolve(state, fact), contract.initial)))).toBe(false);
  });
  it('change the last tranche only, to the fen', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100n, max: 10n ** 12n }), fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (price, delta) => {
        const before = tranchesOf(price);
        const after = amendTranches(before, delta);
        if (isRefusal(after)) return expect((before.at(-1)?.amount ?? 0n) + delta).toBeLessThanOrEqual(0n);
        expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
        expect(sumFen(after.map(({ amount }) => amount))).toBe(price + delta);
      }),
    );
  });
});

describe('a signed contract', () => {
  const file = (filedOn: string): ContractCommand => ({ kind: 'file', filingNo: '1', noticeUrl: 'https://example.cn', filedOn, by: 'officer', today: '2026-03-26' });
  const filed: ContractFact = { kind: 'filed', filingNo: '1', noticeUrl: 'https://example.cn', filedOn: '2026-03-25', by: 'officer' };
  const interruption = { reason: '违约', fault: 'agency', effectiveOn: '2026-06-01' } as const;

  it('is filed once, between its signing and today (R64)', () => {
    given(contract)(drafted, signed).when(file('2026-03-25')).then(filed);
    given(contract)(drafted, signed).when(file('2026-03-23')).thenRefused('contract.filed-outside');
    given(contract)(drafted, signed).when(file('2026-03-27')).thenRefused('contract.filed-outside');
    given(contract)(drafted, signed, filed).when(file('2026-03-25')).thenRefused('contract.already-filed');
    given(contract)(drafted).when(file('2026-03-25')).thenRefused('contract.not-signed');
  });
  it('is suspended, resumed and terminated', () => {
    const suspended: ContractFact = { kind: 'suspended', ...interruption };
    given(contract)(drafted, signed).when({ kind: 'suspend', ...interruption }).then(suspended);
    given(contract)(drafted, signed).when({ kind: 'resume', ...interruption }).thenRefused('contract.not-suspended');
    given(contract)(drafted, signed, suspended).when({ kind: 'suspend', ...interruption }).thenRefused('contract.not-running');
    given(contract)(drafted, signed, suspended).when({ kind: 'resume', ...interruption }).then({ kind: 'resumed', ...interruption });
    given(contract)(drafted, signed, suspended).when({ kind: 'terminate', ...interruption }).then({ kind: 'terminated', ...interruption });
    given(contract)(drafted).when({ kind: 'terminate', ...interruption }).thenRefused('contract.not-running');
    given(contract)(drafted, signed, { kind: 'terminated', ...interruption }).when({ kind: 'close' }).then();
  });
  it('notes what funding says about the revision in force, and only about that one', () => {
    given(contract)(drafted, signed).when({ kind: 'note-commitment', revision: 1, outcome: 'recorded' }).then({ kind: 'commitment-noted', outcome: 'recorded' });
    given(contract)(drafted, signed, { kind: 'commitment-noted', outcome: 'recorded' }).when({ kind: 'note-commitment', revision: 1, outcome: 'recorded' }).then();
    given(contract)(drafted, signed).when({ kind: 'note-commitment', revision: 2, outcome: 'refused' }).then();
  });
});
