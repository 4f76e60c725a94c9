import type { Row } from '@goufu/oversight/domain/ranking/ranking.js';
import { rankingsFrom } from '../contexts/oversight.js';
import type { World } from '../world/world.js';
import { must } from './violation.js';

/** Numbers of the nation's profile, written apart (`ranking.*`). */
const PRESUMED = { meanBp: 7500, strength: 3, faultBp: 200 };

const text = (tables: ReadonlyMap<string, readonly Row[]>): string => JSON.stringify([...tables].map(([scope, rows]) => [scope, rows]));

/** The ranking is the fold of all facts, in whatever order they come, and says what evaluation and funding hold to be true. */
export function checkRanking(world: World): void {
  const live = text(world.oversight.rankings());
  const facts = [...new Map(world.bus.facts().map((fact) => [fact.id, fact])).values()];
  const orders = [facts.toSorted((a, b) => (a.id < b.id ? -1 : 1)), facts.toReversed()];
  for (const order of orders) must(text(rankingsFrom(order)) === live, () => `the ranking depends on the order of facts: ${live} against ${text(rankingsFrom(order))}`);
  for (const [scope, rows] of world.oversight.rankings()) {
    for (const { agencyOrgId, scoreBp, n } of rows) {
      const expected = expectedOf(world, agencyOrgId, scope.split('/')[1] ?? '');
      must(scoreBp === expected.scoreBp && n === expected.n, () => `${agencyOrgId} stands at ${scoreBp} of ${n} in ${scope}, its results say ${expected.scoreBp} of ${expected.n}`);
    }
    const scores = rows.flatMap(({ scoreBp }) => scoreBp ?? []);
    must(scores.every((score, i) => i === 0 || score <= (scores[i - 1] ?? 0)), () => `the table ${scope} is not in order: ${scores.join(', ')}`);
  }
}

/** From the tables of evaluation and funding, not from facts. */
function expectedOf(world: World, agencyId: string, year: string): { scoreBp: number | undefined; n: number } {
  const signed = new Set(world.plan.contracts.filter((contract) => contract.agencyId === agencyId).map(({ contractId }) => contractId));
  const results = world.evaluation.results().filter((result) => {
    const { contractId } = world.evaluation.roundOf(result);
    return result.status === 'published' && signed.has(contractId) && inYear(result.publishedAt, year);
  });
  if (results.length === 0) return { scoreBp: undefined, n: 0 };
  const weightOf = (result: (typeof results)[number]): number => (world.evaluation.roundOf(result).item.code === 'mid-term' ? 4000 : 6000);
  const weight = results.reduce((sum, result) => sum + weightOf(result), 0);
  const weighted = results.reduce((sum, result) => sum + weightOf(result) * result.computation.scoreBp, 0);
  const bottom = weight + PRESUMED.strength * 10_000;
  const top = Math.max(0, weighted + PRESUMED.strength * 10_000 * PRESUMED.meanBp - faultsOf(world, signed) * PRESUMED.faultBp * bottom);
  return { scoreBp: Math.floor((2 * top + bottom) / (2 * bottom)), n: results.length };
}

const inYear = (at: string | undefined, year: string): boolean => at !== undefined && at.startsWith(year);

/** Tranches that are lost, and cases of money asked back that nobody waived. */
function faultsOf({ funding }: World, contracts: ReadonlySet<string>): number {
  const lost = funding.tranches().filter(({ id, contractId }) => contracts.has(contractId) && lastWordOn(funding, id) === 'tranche-forfeited').length;
  const cases = [...funding.tables.case.values()].filter(({ contractId, status }) => contracts.has(contractId) && status !== 'waived');
  return lost + cases.length;
}

/** What was last told about a tranche; what was lost stays lost when its contract ends. */
function lastWordOn({ service }: World['funding'], trancheId: string): string | undefined {
  const told = [...service.store.mail.fact.values()].flatMap(({ says }) => ('revision' in says && 'trancheId' in says && says.trancheId === trancheId ? [says] : []));
  return told.toSorted((a, b) => b.revision - a.revision)[0]?.kind;
}
