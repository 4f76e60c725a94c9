import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { given } from '@goufu/testing';
import { isRefusal } from '@goufu/kernel';
import type { Criterion, OpenedBid, TenderCommand } from './tender.commands.js';
import type { TenderFact } from './tender.facts.js';
import { tender } from './tender.js';

const profile = profileFor('510104', '2026-03-02');
const bidsUntil = '2026-03-24T01:30:00.000Z';
const criterion = (code: string, weightBp: number, nameZh = code): Criterion => ({ code, nameZh, scoring: 'subjective', weightBp, items: [{ nameZh, pointsBp: weightBp }] });
type Publish = Extract<TenderCommand, { kind: 'publish' }>;
const publish = (change: Partial<Publish> = {}): Publish => ({
  kind: 'publish', method: 'open-tender', budget: 600_000_000n, criteria: [criterion('plan', 9000)], priceWeightBp: 1000, deductionBp: 0, bidsUntil,
  retenderIfVoid: false, sameKind: 0n, profile, on: '2026-03-02', ...change,
});
const published: TenderFact = {
  kind: 'published', method: 'open-tender', budget: 600_000_000n, criteria: [criterion('plan', 9000)], priceWeightBp: 1000, deductionBp: 0, bidsUntil,
  retenderIfVoid: false, documentsUntil: '2026-03-09T15:59:59.999Z', clarificationsUntil: '2026-03-09T15:59:59.999Z',
};
const consultation: TenderFact = { ...published, method: 'competitive-consultation' };
const bids = (...prices: bigint[]): OpenedBid[] => prices.map((price, i) => ({ id: `bid-${i + 1}`, orgId: `org-${i + 1}`, price, smallEnterprise: false }));
const open = (all: readonly OpenedBid[], at = bidsUntil): TenderCommand => ({ kind: 'open', bids: all, profile, at });
const tooFew = (left: number, rule: string): TenderFact => ({ kind: 'voided', rule, reason: `有效供应商仅 ${left} 家，不足法定家数`, retender: false });

describe('publishing a tender', () => {
  it('fixes what the documents say, with the times of the profile (R33–R36)', () => given(tender)().when(publish()).then(published));
  it('happens once', () => given(tender)(published).when(publish()).thenRefused('tender.already-published'));
  it('leaves 20 days, rolled over a day off (R1, R35)', () => {
    // 20 days after Monday 2 March is Sunday 22 March, so Monday 23 March is the first day.
    given(tender)().when(publish({ bidsUntil: '2026-03-22T08:00:00.000Z' })).thenRefused('tender.too-short');
    expect(isRefusal(tender.decide(publish({ bidsUntil: '2026-03-23T01:00:00.000Z' }), tender.initial))).toBe(false);
  });
  it('leaves 10 days in a consultation', () => {
    const small = { method: 'competitive-consultation', budget: 300_000_000n } as const;
    given(tender)().when(publish({ ...small, bidsUntil: '2026-03-11T08:00:00.000Z' })).thenRefused('tender.too-short');
    expect(isRefusal(tender.decide(publish({ ...small, bidsUntil: '2026-03-12T01:00:00.000Z' }), tender.initial))).toBe(false);
  });
  it.each<[string, Partial<Publish>]>([
    ['tender.weights-differ', { criteria: [criterion('plan', 8999)] }],
    ['tender.price-weight', { priceWeightBp: 999, criteria: [criterion('plan', 9001)] }],
    ['tender.criterion-twice', { criteria: [criterion('plan', 4000), criterion('plan', 5000)] }],
    ['tender.criterion-twice', { criteria: [criterion('price', 9000)] }],
    ['tender.item-points', { criteria: [{ ...criterion('plan', 9000), items: [{ nameZh: '方案', pointsBp: 8999 }] }] }],
    ['tender.deduction', { deductionBp: 900 }],
    ['tender.method-not-approved', { method: 'competitive-consultation' }],
    ['tender.method-not-approved', { method: 'competitive-consultation', budget: 300_000_000n, sameKind: 100_000_000n }],
  ])('is refused: %s', (code, change) => given(tender)().when(publish(change)).thenRefused(code));
  it.each(['注册资本', '近三年营业收入', '成立满五年', '本市业绩', '企业所有制形式', '法定代表人到场', '纳税额'])('may not score %s (R22)', (nameZh) =>
    given(tender)().when(publish({ criteria: [criterion('plan', 9000, nameZh)] })).thenRefused('tender.unfair-criterion'));
  it('may leave open tender with an approval (R17)', () => {
    expect(isRefusal(tender.decide(publish({ method: 'competitive-consultation', methodApprovalNo: '川财采〔2026〕1号' }), tender.initial))).toBe(false);
  });
  it('allows 30 % of price in a consultation and no more (R53)', () => {
    const small = { method: 'competitive-consultation', budget: 300_000_000n } as const;
    given(tender)().when(publish({ ...small, priceWeightBp: 3001, criteria: [criterion('plan', 6999)] })).thenRefused('tender.price-weight');
    expect(isRefusal(tender.decide(publish({ ...small, priceWeightBp: 3000, criteria: [criterion('plan', 7000)] }), tender.initial))).toBe(false);
  });
});

describe('the opening (R43)', () => {
  const three = bids(1n, 2n, 3n);
  it('is not before the deadline', () => given(tender)(published).when(open(three, '2026-03-24T01:29:59.999Z')).thenRefused('tender.sealed'));
  it('is at the deadline', () => given(tender)(published).when(open(three)).then({ kind: 'opened', bids: three, at: bidsUntil }));
  it('happens once', () => given(tender)(published, { kind: 'opened', bids: three, at: bidsUntil }).when(open(three)).then());
  it('opens nothing when fewer than three bid', () => given(tender)(published).when(open(bids(1n, 2n))).then(tooFew(2, 'R43')));
  it('goes on with two in a consultation, not with one (R30)', () => {
    given(tender)(consultation).when(open(bids(1n, 2n))).then({ kind: 'opened', bids: bids(1n, 2n), at: bidsUntil });
    given(tender)(consultation).when(open(bids(1n))).then(tooFew(1, 'R43'));
  });
  it('rejects what is above the budget, and is void when that leaves too few (R44, R57)', () => {
    const dear = bids(1n, 2n, 600_000_001n);
    const rejected: TenderFact = { kind: 'bid-rejected', bidId: 'bid-3', stage: 'price', reason: '报价超过采购预算', rule: 'R57' };
    given(tender)(published).when(open(dear)).then({ kind: 'opened', bids: dear, at: bidsUntil }, rejected, tooFew(2, 'R44'));
    const four = [...dear, ...bids(1n).map((one) => ({ ...one, id: 'bid-4' }))];
    given(tender)(published).when(open(four)).then({ kind: 'opened', bids: four, at: bidsUntil }, rejected);
  });
  it('is void when all prices are above the budget (R45)', () => {
    const facts = tender.decide(open(bids(600_000_001n, 600_000_002n, 600_000_003n)), [published].reduce((state, fact) => tender.evolve(state, fact), tender.initial));
    expect(isRefusal(facts) ? facts : facts.at(-1)).toMatchObject({ kind: 'voided', rule: 'R45' });
  });
});

describe('rejecting a bid (R44, T4)', () => {
  const opened: TenderFact = { kind: 'opened', bids: bids(1n, 2n, 3n), at: bidsUntil };
  const reject = (change: Partial<Extract<TenderCommand, { kind: 'reject-bid' }>> = {}): TenderCommand => ({
    kind: 'reject-bid', bidId: 'bid-1', stage: 'qualification', reason: '资格不符', as: 'purchaser', scoresBegun: false, profile, ...change,
  });
  const rejected: TenderFact = { kind: 'bid-rejected', bidId: 'bid-1', stage: 'qualification', reason: '资格不符', rule: 'R57' };

  it('T4: makes a tender of three void', () => given(tender)(published, opened).when(reject()).then(rejected, tooFew(2, 'R44')));
  it('T4: lets a consultation go on with two', () => given(tender)(consultation, opened).when(reject()).then(rejected));
  it('is the purchaser’s for qualification, the panel leader’s for conformity', () => {
    given(tender)(published, opened).when(reject({ as: 'panel-leader' })).thenRefused('tender.stage-of-others');
    given(tender)(published, opened).when(reject({ as: 'purchaser', stage: 'conformity' })).thenRefused('tender.stage-of-others');
  });
  it('ends with the first score', () => given(tender)(published, opened).when(reject({ scoresBegun: true })).thenRefused('tender.scores-begun'));
  it('knows its bids', () => given(tender)(published, opened).when(reject({ bidId: 'bid-9' })).thenRefused('tender.unknown-bid'));
  it('comes after the opening', () => given(tender)(published).when(reject()).thenRefused('tender.not-opened'));
});

describe('the award (R61)', () => {
  const winner = { bidId: 'bid-1', orgId: 'org-1', rank: 1, price: 1n, total: { numerator: 1n, denominator: 1n }, totalBp: 1, priceScoreBp: 1, drawn: false };
  const evaluated: TenderFact = { kind: 'evaluated', ranking: [winner] };
  it('names the first of the ranking', () => given(tender)(published, evaluated).when({ kind: 'announce', heldByChallenge: false }).then({ kind: 'announced', winner }));
  it('waits for the evaluation and for open challenges (R76)', () => {
    given(tender)(published).when({ kind: 'announce', heldByChallenge: false }).thenRefused('tender.not-evaluated');
    given(tender)(published, evaluated).when({ kind: 'announce', heldByChallenge: true }).thenRefused('tender.challenged');
  });
});
