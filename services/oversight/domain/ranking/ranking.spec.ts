import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contributionsOf, countedFacts, holds, NO_DOSSIER, withEvidence, type Dossier, type Periods } from './dossier.js';
import type { ContractEvidence, Evidence, FaultEvidence, ResultEvidence } from './evidence.js';
import { applyShifts, fileEvidence, scopeKey } from './movement.js';
import { lastDayOf, periodOf, periodsBetween } from './period.js';
import { LiveTable, ranking, type RankingRules } from './ranking.js';
import { EMPTY, plus, type Standing } from './standing.js';

const rules: RankingRules = { priorMeanBp: 7500, priorStrength: 3, minimumResults: 1, faultDeductionBp: 200 };
const yearly: Periods = { of: (_, day) => periodOf(day, 'year'), between: (_, from, to) => periodsBetween(from, to, 'year') };

const contract = (more: Partial<ContractEvidence> = {}): ContractEvidence => ({
  kind: 'contract',
  factId: 'f-contract',
  revision: 1,
  contractId: 'c1',
  jurisdiction: '510104',
  category: 'community',
  agencyOrgId: 'a1',
  agencyNameZh: '同心',
  from: '2026-04-01',
  to: '2026-12-31',
  weights: { 'mid-term': 4000, final: 6000 },
  ...more,
});
const result = (more: Partial<ResultEvidence> = {}): ResultEvidence => ({
  kind: 'result',
  factId: 'f-result',
  revision: 1,
  contractId: 'c1',
  roundId: 'r1',
  resultId: 'r1-1',
  evaluationCode: 'mid-term',
  evaluationKind: 'mid-term',
  attempt: 1,
  scoreBp: 9000,
  on: '2026-09-30',
  ...more,
});
const fault = (more: Partial<FaultEvidence> = {}): FaultEvidence => ({
  kind: 'fault',
  factId: 'f-fault',
  revision: 1,
  contractId: 'c1',
  fault: 'forfeit',
  id: 't1',
  stands: true,
  on: '2026-11-01',
  ...more,
});

/** Everything at once into fresh tables. */
function fold(evidence: readonly Evidence[], periods = yearly) {
  const dossiers = new Map<string, Dossier>();
  const shifts = fileEvidence(dossiers, evidence, periods);
  const standings = new Map<string, Map<string, Standing>>();
  for (const shift of shifts) standings.set(scopeKey(shift), standings.get(scopeKey(shift)) ?? new Map());
  const tables = new Map([...standings].map(([scope, table]) => [scope, new LiveTable(table, rules)]));
  return { dossiers, standings, movements: applyShifts(tables, shifts) };
}
const tableOf = (evidence: readonly Evidence[], scope = '510104/2026/community') => ranking(fold(evidence).standings.get(scope) ?? new Map(), rules);

describe('a score', () => {
  it('is shrunk toward the presumed mean by whole-number arithmetic', () => {
    // (4000 × 9000 + 3 × 10000 × 7500) / (4000 + 30000) = 7676.47
    expect(tableOf([contract(), result()])).toEqual([{ agencyOrgId: 'a1', position: 1, scoreBp: 7676, n: 1 }]);
  });

  it('loses the deduction for each fault that stands, and never falls below nought', () => {
    expect(tableOf([contract(), result(), fault()])[0]?.scoreBp).toBe(7476);
    expect(ranking(new Map([['a1', { ...EMPTY, contracts: 1, results: 1, weightSum: 1n, faults: 1000 }]]), rules)[0]?.scoreBp).toBe(0);
  });

  it('does not exist below the minimum of results: the agency is unrated, behind all that are rated', () => {
    const rival = { contractId: 'c2', factId: 'f2' };
    const rows = tableOf([contract({ ...rival, agencyOrgId: 'a0' }), contract(), result({ scoreBp: 0 })]);
    expect(rows).toEqual([{ agencyOrgId: 'a1', position: 1, scoreBp: 6618, n: 1 }, { agencyOrgId: 'a0', n: 0 }]);
  });

  it('counts the latest revision of a result, also when it comes first', () => {
    const revised = result({ factId: 'f-revised', revision: 2, scoreBp: 5000 });
    expect(tableOf([contract(), result(), revised])).toEqual(tableOf([revised, result(), contract()]));
    expect(tableOf([contract(), result(), revised])[0]).toMatchObject({ n: 1, scoreBp: 7206 });
  });

  it('counts a re-evaluation beside the evaluation that failed', () => {
    expect(tableOf([contract(), result(), result({ roundId: 'r2', attempt: 2, factId: 'f3' })])[0]?.n).toBe(2);
  });

  it('never merges kinds of evaluation that have another owner or scale (R99)', () => {
    const others = ['self', 'yearly', 'budget-performance'].map((kind, i) => result({ roundId: `x${i}`, evaluationKind: kind, evaluationCode: 'final' }));
    expect(tableOf([contract(), ...others])).toEqual([{ agencyOrgId: 'a1', n: 0 }]);
  });
});

describe('a fault', () => {
  it('falls away when a later revision of the tranche takes the forfeit back', () => {
    const back = fault({ factId: 'f-back', revision: 2, stands: false });
    expect(tableOf([contract(), result(), fault(), back])).toEqual(tableOf([contract(), result()]));
    expect(tableOf([back, contract(), fault(), result()])).toEqual(tableOf([contract(), result()]));
  });

  it('does not make an unrated agency rated', () => {
    expect(tableOf([contract(), fault()])).toEqual([{ agencyOrgId: 'a1', n: 0 }]);
  });
});

describe('a table', () => {
  it('breaks equal scores by more results, then fewer faults, then id', () => {
    const table = new Map<string, Standing>([
      ['b', { contracts: 1, weightedSum: 75_000_000n, weightSum: 10_000n, results: 1, faults: 0 }],
      ['a', { contracts: 1, weightedSum: 75_000_000n, weightSum: 10_000n, results: 1, faults: 0 }],
      ['c', { contracts: 1, weightedSum: 150_000_000n, weightSum: 20_000n, results: 2, faults: 0 }],
    ]);
    expect(ranking(table, rules).map(({ agencyOrgId }) => agencyOrgId)).toEqual(['c', 'a', 'b']);
  });

  it('compares unrounded scores', () => {
    const table = new Map<string, Standing>([
      ['a', { contracts: 1, weightedSum: 80_000_000n, weightSum: 10_000n, results: 1, faults: 0 }],
      ['z', { contracts: 1, weightedSum: 80_000_001n, weightSum: 10_000n, results: 1, faults: 0 }],
    ]);
    const [first, second] = ranking(table, rules);
    expect([first?.agencyOrgId, first?.scoreBp === second?.scoreBp]).toEqual(['z', true]);
  });

  it('moves an agency to another field when its contract is amended', () => {
    const amended = contract({ revision: 2, factId: 'f-amended', category: 'youth' });
    const { standings, movements } = fold([contract(), result(), amended]);
    expect(ranking(standings.get('510104/2026/community') ?? new Map(), rules)).toEqual([]);
    expect(ranking(standings.get('510104/2026/youth') ?? new Map(), rules)).toMatchObject([{ position: 1 }]);
    expect(movements.map(({ index, category, after }) => [index, category, after.position])).toEqual([[1, 'community', 1], [2, 'community', undefined], [2, 'youth', 1]]);
  });

  it('says where an agency stood before and after', () => {
    const rival = contract({ contractId: 'c2', agencyOrgId: 'a2', factId: 'f2' });
    const { movements } = fold([contract(), rival, result(), result({ contractId: 'c2', roundId: 'r2', scoreBp: 9500, factId: 'f3' })]);
    expect(movements.map(({ agencyOrgId, before, after }) => [agencyOrgId, before.position, after.position])).toEqual([['a1', undefined, 1], ['a2', undefined, 1]]);
  });

  it('names the facts from which it can be computed again', () => {
    const dossier = [contract(), result(), fault(), fault({ id: 't2', stands: false, factId: 'f-lifted' })].reduce(withEvidence, NO_DOSSIER);
    expect(countedFacts(dossier, '2026', yearly)).toEqual(['f-contract', 'f-result', 'f-fault']);
    expect(countedFacts(dossier, '2027', yearly)).toEqual([]);
  });
});

describe('a dossier', () => {
  it('knows which pieces count: not those that were replaced', () => {
    const [old, latest, lost] = [result(), result({ revision: 2, factId: 'f-2' }), fault()];
    const dossier = [contract(), old, latest, lost].reduce(withEvidence, NO_DOSSIER);
    expect([old, latest, lost].map((piece) => holds(dossier, piece))).toEqual([false, true, true]);
  });
});

describe('a period', () => {
  it.each([
    ['2026-01-01', 'year', '2026', '2026-12-31'],
    ['2026-03-31', 'quarter', '2026-Q1', '2026-03-31'],
    ['2026-04-01', 'quarter', '2026-Q2', '2026-06-30'],
    ['2026-12-31', 'quarter', '2026-Q4', '2026-12-31'],
  ] as const)('of %s by %s is %s and ends on %s', (day, length, period, end) => {
    expect([periodOf(day, length), lastDayOf(period)]).toEqual([period, end]);
  });

  it('is every one that a term touches', () => {
    expect(periodsBetween('2026-11-15', '2027-04-01', 'quarter')).toEqual(['2026-Q4', '2027-Q1', '2027-Q2']);
    expect(periodsBetween('2026-11-15', '2026-11-14', 'year')).toEqual([]);
  });
});

describe('any interleaving', () => {
  const pick = <const Item>(...items: readonly Item[]) => fc.constantFrom(...items);
  const base = { contractId: pick('c1', 'c2', 'c3'), revision: fc.integer({ min: 1, max: 3 }), factId: fc.uuid() };
  const anyContract = fc.record({ ...base, agencyOrgId: pick('a1', 'a2'), category: pick('community', 'youth') }).map((more) => contract(more));
  const anyResult = fc
    .record({ ...base, roundId: pick('r1', 'r2'), evaluationCode: pick('mid-term', 'final', 'unplanned'), evaluationKind: pick('mid-term', 'self'), scoreBp: fc.integer({ min: 0, max: 10_000 }), on: pick('2026-09-30', '2027-01-15') })
    .map(({ roundId, ...more }) => result({ ...more, roundId: `${more.contractId}/${roundId}` }));
  const anyFault = fc.record({ ...base, id: pick('t1', 't2'), stands: fc.boolean(), on: pick('2026-10-01', '2027-02-01') }).map(({ id, ...more }) => fault({ ...more, id: `${more.contractId}/${id}` }));
  const history = fc.uniqueArray(fc.oneof(anyContract, anyResult, anyFault), { maxLength: 40, selector: ({ factId }) => factId });
  const present = (standings: ReadonlyMap<string, ReadonlyMap<string, Standing>>) =>
    [...standings].flatMap(([scope, table]) => [...table].filter(([, { contracts }]) => contracts > 0).map(([org, standing]) => [scope, org, standing] as const)).toSorted((x, y) => (`${x[0]}${x[1]}` < `${y[0]}${y[1]}` ? -1 : 1));

  it('and any repetition of the same facts gives the same table', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (facts, draws) => {
        const shuffled = [...facts, ...facts].map((fact) => [draws.next().value, fact] as const).toSorted(([a], [b]) => a - b).map(([, fact]) => fact);
        expect(present(fold(shuffled).standings)).toEqual(present(fold(facts).standings));
      }),
    );
  });

  it('leaves no trace of what was replaced: the sums are those of the final dossiers', () => {
    fc.assert(
      fc.property(history, (facts) => {
        const { dossiers, standings } = fold(facts);
        const sums = new Map<string, Map<string, Standing>>();
        for (const { standing, ...line } of [...dossiers.values()].flatMap((dossier) => contributionsOf(dossier, yearly))) {
          const table = sums.get(scopeKey(line)) ?? new Map<string, Standing>();
          sums.set(scopeKey(line), table.set(line.agencyOrgId, plus(table.get(line.agencyOrgId) ?? EMPTY, standing)));
        }
        expect(present(standings)).toEqual(present(sums));
      }),
    );
  });

  it('of 100,000 facts across topics gives a byte-identical table', () => {
    const facts: Evidence[] = [];
    for (let i = 0; i < 10_000; i += 1) {
      const contractId = `c${i}`;
      facts.push(contract({ contractId, factId: `fc${i}`, agencyOrgId: `a${i % 400}` }));
      for (let round = 0; round < 6; round += 1) facts.push(result({ contractId, roundId: `${contractId}/${round}`, factId: `fr${i}/${round}`, scoreBp: (i * 37 + round * 911) % 10_001 }));
      for (const revision of [2, 3]) facts.push(result({ contractId, roundId: `${contractId}/0`, revision, factId: `fv${i}/${revision}`, scoreBp: (i * 53 + revision) % 10_001 }));
      facts.push(fault({ contractId, id: `t${i}`, factId: `ff${i}`, stands: i % 9 === 0 }));
    }
    expect(facts).toHaveLength(100_000);
    const bytes = JSON.stringify(tableOf(facts));
    for (const multiplier of [7919, 104_729]) {
      // Coprime to 100,000: each index comes up exactly once.
      const shuffled = facts.map((_, i) => facts[(i * multiplier + 31) % facts.length]).filter((fact) => fact !== undefined);
      expect(JSON.stringify(tableOf(shuffled))).toBe(bytes);
    }
  });
});
