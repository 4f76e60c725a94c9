import { LANES } from './lanes/lanes.js';
import type { Plan } from './plan.js';
import { labelOf, rateOf, type Point, type PointResult } from './runs/points.js';
import { run, type RunResult } from './runs/run.js';
import { Purchases } from './seed/purchases.js';
import { seed } from './seed/seed.js';
import { seededDatabase } from './world/database.js';
import type { Stack } from './world/stack.js';

export type Say = (what: string) => void;

interface Prepared {
  readonly seeded: string;
  readonly purchases: Purchases;
}

/** Measures every point once, then every point again, and so on, so that what disturbs the machine disturbs all alike. */
export async function bench(stack: Stack, plan: Plan, say: Say): Promise<PointResult[]> {
  const prepared = new Map<number, Prepared>();
  for (const lines of plan.lines) prepared.set(lines, await prepare(stack, plan, lines, say));
  const points = pointsOf(plan);
  const results = new Map<Point, RunResult[]>(points.map((point) => [point, []]));
  for (let repeat = 1; repeat <= plan.repeats; repeat += 1) {
    for (const point of points) {
      const runs = results.get(point) ?? [];
      const data = prepared.get(point.lines);
      if (!data) throw new Error(`nothing is prepared for ${point.lines} lines`);
      const rate = rateFor(point, results);
      runs.push(await run(stack, { ...plan, ...data, lane: point.lane, ...(rate && { rate }), ...(plan.profile && { profileTo: `${stack.folder}/profiles` }) }));
      say(`${repeat}/${plan.repeats} ${labelOf(point)}: ${summary(runs.at(-1))}`);
    }
  }
  return points.map((point) => ({ point, runs: results.get(point) ?? [] }));
}

async function prepare(stack: Stack, plan: Plan, lines: number, say: Say): Promise<Prepared> {
  const { history, overBudget } = plan;
  const seedPlan = { history, overBudget, lines, purchases: (plan.warmSeconds + plan.seconds) * plan.enoughFor };
  const seeded = ['goufu_seed', history, seedPlan.purchases, lines, Math.round(overBudget * 10_000)].join('_');
  const began = performance.now();
  await seededDatabase(stack, seeded, (client) => seed(client, seedPlan));
  say(`${history.toLocaleString('en-US')} results of history and ${seedPlan.purchases.toLocaleString('en-US')} waiting purchases on ${lines} budget lines: ${Math.round((performance.now() - began) / 1000)} s`);
  return { seeded, purchases: new Purchases(seedPlan) };
}

function pointsOf({ lanes, lines, rates }: Plan): Point[] {
  const chosen = LANES.filter(({ name }) => lanes.includes(name));
  const closed = chosen.flatMap((lane) => lines.map((count) => ({ lane, lines: count })));
  const open = chosen.filter(({ name }) => name === 'goufu').flatMap((lane) => rates.map((rate) => ({ lane, lines: lines[0] ?? 1, rate })));
  return [...closed, ...open];
}

/** Sends a second of an open loop; a share is one of what the same lane reached in closed loops so far. */
function rateFor(point: Point, results: ReadonlyMap<Point, RunResult[]>): number | undefined {
  const { rate, lane, lines } = point;
  if (rate === undefined) return undefined;
  if (!rate.endsWith('%')) return Number(rate);
  const capacity = [...results].find(([other]) => other.rate === undefined && other.lane === lane && other.lines === lines);
  if (!capacity) throw new Error(`the capacity of ${lane.name} is not measured`);
  return Math.max(1, Math.round((rateOf({ point: capacity[0], runs: capacity[1] }).median * Number.parseInt(rate, 10)) / 100));
}

function summary(result: RunResult | undefined): string {
  if (!result) return 'nothing';
  if (result.broken.length > 0) return `ZERO: ${result.broken.join('; ').slice(0, 600)}`;
  const { latency, perSecond } = result;
  const times = latency ? `, p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms, max ${latency.max.toFixed(0)} ms` : '';
  return `${Math.round(perSecond).toLocaleString('en-US')} results/s${times}`;
}
