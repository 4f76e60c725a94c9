import type { PlanItem } from '@goufu/evaluation/domain/plan/plan-item.js';
import type { OpeningLine } from '../contexts/funding/lines.js';
import type { Part } from '@goufu/funding/domain/reservation/reservation.facts.js';
import type { Condition, PayFactor } from '@goufu/funding/domain/tranche/tranche.facts.js';
import { shareOf, splitByShares, sumFen, WHOLE, type Fen } from '@goufu/kernel';
import fc from 'fast-check';
import type { ContractTerms } from '../world/facts.js';

/** What is given before a schedule begins. */
export interface Plan {
  readonly lines: readonly OpeningLine[];
  readonly contracts: readonly (ContractTerms & { readonly asks: readonly Part[] })[];
  /** How often everybody did what waited for them before anything strange happens. */
  readonly headStart: number;
  /** Everybody does in the end what waits for them; otherwise only the machines come to rest. */
  readonly diligent: boolean;
  /** Seeds the orders in which facts are played again, and the choices of the diligent. */
  readonly shuffle: number;
}

const CONDITIONS: readonly Condition[] = [
  { kind: 'contract-filed' },
  { kind: 'milestone', milestoneCode: 'half-way' },
  { kind: 'acceptance' },
  { kind: 'evaluation', evaluationCode: 'mid-term' },
  { kind: 'evaluation', evaluationCode: 'final' },
  { kind: 'rectification-closed', evaluationCode: 'mid-term' },
  { kind: 'payment-requested' },
  { kind: 'no-open-appeal' },
  { kind: 'date', on: '2026-03-09' },
];

const factors = (excellent: number, good: number, pass: number, passEffect: PayFactor['effect']): PayFactor[] => [
  { grade: 'excellent', factorBp: excellent, effect: 'release' },
  { grade: 'good', factorBp: good, effect: 'release' },
  { grade: 'pass', factorBp: pass, effect: passEffect },
  { grade: 'fail', factorBp: 0, effect: 'hold' },
];

const PAY_FACTORS = [factors(WHOLE, WHOLE, WHOLE, 'release-after-rectification'), factors(WHOLE, 9500, 8000, 'release-after-rectification'), factors(WHOLE, 9333, 6667, 'release')];

const EVALUATIONS: readonly PlanItem[] = [
  { code: 'mid-term', kind: 'mid-term', weightBp: 4000, templateId: 'template', templateVersion: 1, due: '2026-09-01T00:00:00.000Z', readyOn: { kind: 'milestone', milestoneCode: 'half-way' } },
  { code: 'final', kind: 'final', weightBp: 6000, templateId: 'template', templateVersion: 1, due: '2027-03-01T00:00:00.000Z', readyOn: { kind: 'acceptance' } },
];

/** Where money may come from: two lines of this year and one of the next. */
const SOURCES = [
  { lineId: 'line-1', year: 2026 },
  { lineId: 'line-2', year: 2026 },
  { lineId: 'line-3', year: 2027 },
] as const;

interface Draft {
  readonly agency: number;
  readonly price: Fen;
  readonly weights: readonly number[];
  readonly conditions: readonly (readonly Condition[])[];
  readonly payFactors: readonly PayFactor[];
  readonly sources: readonly (typeof SOURCES)[number][];
  readonly firstBp: number;
  readonly surplusBp: number;
}

const TRANCHES = 4;

/** Now and then all that is asked is that no appeal is open: then it is owed from the beginning; and now and then two evaluations bound it. */
const conditionsOfOne = fc.oneof(
  { weight: 19, arbitrary: fc.subarray([...CONDITIONS], { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant<Condition[]>([{ kind: 'no-open-appeal' }]) },
  { weight: 3, arbitrary: fc.constant(CONDITIONS.filter(({ kind }) => kind === 'evaluation')) },
);

const draft: fc.Arbitrary<Draft> = fc.record({
  agency: fc.integer({ min: 1, max: 3 }),
  price: fc.oneof(fc.bigInt(100_001n, 999_999n), fc.bigInt(50_000_000n, 1_500_000_000n)),
  weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: TRANCHES, size: 'max' }),
  conditions: fc.array(conditionsOfOne, { minLength: TRANCHES, maxLength: TRANCHES }),
  payFactors: fc.constantFrom(...PAY_FACTORS),
  sources: fc.subarray([...SOURCES], { minLength: 1, maxLength: 2 }),
  firstBp: fc.integer({ min: 1000, max: 9000 }),
  surplusBp: fc.constantFrom(0, 0, 1200),
});

/** Shares from weights: whole basis points, the last one what is left. */
function sharesOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.slice(0, -1).map((weight) => Math.floor((weight * WHOLE) / total));
  return [...shares, WHOLE - shares.reduce((sum, share) => sum + share, 0)];
}

function contractOf(drafted: Draft, i: number): Plan['contracts'][number] {
  const { agency, price, weights, conditions, payFactors, sources, firstBp, surplusBp } = drafted;
  const contractId = `contract-${i + 1}`;
  const amounts = splitByShares(price, sharesOf(weights));
  const first = sources.length === 1 ? price : shareOf(price, firstBp);
  const split = sources.map((source, nth): Part => ({ ...source, amount: nth === 0 ? first : price - first }));
  return {
    contractId,
    agencyId: `agency-${agency}`,
    category: 'community',
    price,
    from: '2026-03-02',
    to: '2027-03-01',
    split,
    asks: split.map((part) => ({ ...part, amount: part.amount + shareOf(part.amount, surplusBp) })),
    tranches: amounts.map((amount, no) => ({ id: `${contractId}/t${no + 1}`, amount, conditions: conditions[no] ?? [] })),
    payFactors,
    evaluations: EVALUATIONS,
  };
}

/** What each source holds, as a share of all that is asked of it: mostly enough, sometimes not. */
const plenty = fc.constantFrom(15_000, 11_000, 10_000, 10_000, 7000);

/** Contracts of several agencies that compete for the same lines. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({ drafts: fc.array(draft, { minLength: 1, maxLength: 3, size: 'max' }), plenty, unallotted: fc.constantFrom(0, 0, 500, 4000), diligent: fc.constantFrom(true, true, true, false), headStart: fc.constantFrom(0, 4, 7, 9, 11, 14), shuffle: fc.nat({ max: 1_000_000 }) })
  .map(({ drafts, plenty: share, unallotted, ...others }) => {
    const contracts = drafts.map(contractOf);
    const asked = contracts.flatMap(({ asks }) => asks);
    const lines = SOURCES.map((source): OpeningLine => {
      const whole = sumFen(asked.filter(({ lineId, year }) => lineId === source.lineId && year === source.year).map(({ amount }) => amount));
      return { ...source, amount: shareOf(whole, share), unallotted: source.lineId === 'line-1' ? shareOf(whole, unallotted) : 0n };
    });
    return { lines: lines.filter(({ amount }) => amount > 0n), contracts, ...others };
  });
