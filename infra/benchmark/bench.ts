import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { selfTimes, type SelfTime } from './figures/profile.js';
import { GOUFU, LANES, PGLEDGER } from './lanes/lanes.js';
import { ledgerAlone, type LedgerResult } from './lanes/ledger-alone.js';
import { commitLimits, limitsOf, type Limits } from './limits/limits.js';
import type { Plan } from './plan.js';
import { labelOf, rateOf, type Point, type PointResult } from './runs/points.js';
import { run, type RunResult } from './runs/run.js';
import type { Statements } from './runs/statements.js';
import { prepare, preparePgledger, type Prepared, type Say } from './seed/prepared.js';
import type { Stack } from './world/stack.js';

/** Everything that was measured. */
export interface Measured {
  readonly points: readonly PointResult[];
  /** The ledger alone, by the disk it stood on; one result per repeat. */
  readonly ledger: ReadonlyMap<string, readonly LedgerResult[]>;
  readonly limits: readonly Limits[];
  readonly statements: Statements | undefined;
  readonly profile: readonly SelfTime[];
  /** What was left out, and why. */
  readonly leftOut: readonly string[];
}

const COUNTED_SECONDS = 4;
const PROFILE_LINES = 25;

/** Measures everything once, then everything again, and so on, so that what disturbs the machine disturbs all alike. */
export async function bench(stack: Stack, plan: Plan, say: Say): Promise<Measured> {
  const bench = new Bench(stack, plan, say);
  await bench.prepare();
  for (let repeat = 1; repeat <= plan.repeats; repeat += 1) await bench.repeat(repeat);
  return bench.finish();
}

class Bench {
  private readonly prepared = new Map<string, Prepared>();
  private readonly runs = new Map<Point, RunResult[]>();
  private readonly ledger = new Map<string, LedgerResult[]>();
  private readonly limits: Limits[] = [];
  private readonly leftOut: string[] = [];
  private readonly slow: Stack | undefined;

  constructor(
    private readonly stack: Stack,
    private readonly plan: Plan,
    private readonly say: Say,
  ) {
    const { slow, funding } = stack;
    this.slow = slow && { ...stack, adminUrl: slow.adminUrl, funding: { ...funding, env: { ...funding.env, DATABASE_URL: slow.databaseUrl } } };
    if (!slow) this.leftOut.push('the ledger on a disk whose flushes take 1 ms longer: there is no C compiler (cc)');
    for (const point of pointsOf(plan)) this.runs.set(point, []);
    if (plan.lanes.includes(PGLEDGER.name) && !plan.pgledger) this.leftOut.push('pgledger: --pgledger path/to/pgledger.sql was not given');
  }

  async prepare(): Promise<void> {
    const { stack, plan, say, slow } = this;
    const enough = Math.ceil((plan.warmSeconds + plan.seconds) * plan.enoughFor);
    for (const lines of plan.lines) this.prepared.set(String(lines), await prepare(stack, plan, lines, enough, say));
    for (const { text, perSecond = 0, seconds } of plan.rates) {
      if (seconds) this.prepared.set(text, await prepare(stack, plan, plan.lines[0] ?? 1, perSecond * (plan.warmSeconds + seconds), say));
    }
    const hot = this.hot;
    if (plan.pgledger && plan.lanes.includes(PGLEDGER.name)) this.prepared.set(PGLEDGER.name, await preparePgledger(stack, plan.pgledger, hot, say));
    if (slow && plan.lanes.includes('ledger')) await prepare(slow, plan, plan.lines[0] ?? 1, enough, () => undefined);
  }

  async repeat(repeat: number): Promise<void> {
    const { stack, plan } = this;
    const tell = (what: string): void => this.say(`${repeat}/${plan.repeats} ${what}`);
    if (plan.lanes.includes('limits')) {
      const slow = this.slow ? await commitLimits(this.slow, plan.limitSeconds, ', flushes +1 ms') : {};
      this.limits.push({ ...(await limitsOf(stack, plan.limitSeconds)), ...slow });
      tell('limits measured');
    }
    if (plan.lanes.includes('ledger')) {
      await this.postAlone('one hot line', stack, tell);
      if (this.slow) await this.postAlone('one hot line, flushes +1 ms', this.slow, tell);
    }
    for (const [point, runs] of this.runs) {
      const { lane, rate: { seconds = plan.seconds } = {} } = point;
      if (seconds !== plan.seconds && repeat > 1) continue;
      const rate = this.rateFor(point);
      runs.push(await run(stack, { ...plan, ...this.dataFor(point), lane, seconds, ...(rate && { rate }) }));
      tell(`${labelOf(point)}: ${summary(runs.at(-1))}`);
    }
  }

  async finish(): Promise<Measured> {
    const { ledger, limits, leftOut } = this;
    const points = [...this.runs].map(([point, runs]) => ({ point, runs }));
    const ours = this.plan.lanes.includes(GOUFU.name);
    return { points, ledger, limits, leftOut, statements: ours ? await this.count() : undefined, profile: ours && this.plan.profile ? await this.profile() : [] };
  }

  /** A run of its own, since counting costs something. */
  private async count(): Promise<Statements | undefined> {
    const { statements } = await run(this.stack, { ...this.plan, ...this.hot, lane: GOUFU, warmSeconds: 1, seconds: COUNTED_SECONDS, counted: true });
    return statements;
  }

  private async profile(): Promise<SelfTime[]> {
    const folder = join(this.stack.folder, 'profiles');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await run(this.stack, { ...this.plan, ...this.hot, lane: GOUFU, profileTo: folder });
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
    if (!file) throw new Error(`the service left no profile in ${folder}`);
    return selfTimes(readFileSync(join(folder, file), 'utf8'), PROFILE_LINES);
  }

  private async postAlone(where: string, stack: Stack, tell: Say): Promise<void> {
    const result = await ledgerAlone(stack, this.hot.seeded, this.hot.purchases, this.plan.limitSeconds * 3);
    this.ledger.set(where, [...(this.ledger.get(where) ?? []), result]);
    tell(`the ledger alone, ${where}: ${result.broken.length > 0 ? `ZERO: ${result.broken.join('; ')}` : `${Math.round(result.perSecond).toLocaleString('en-US')} results/s`}`);
  }

  private get hot(): Prepared {
    return this.dataOf(String(this.plan.lines[0]));
  }

  private dataFor({ lane, lines, rate }: Point): Prepared {
    if (rate?.seconds) return this.dataOf(rate.text);
    return this.dataOf(lane === PGLEDGER ? lane.name : String(lines));
  }

  private dataOf(name: string): Prepared {
    const data = this.prepared.get(name);
    if (!data) throw new Error(`nothing is prepared for ${name}`);
    return data;
  }

  /** Sends a second of an open loop; a share is one of what the same lane reached in closed loops so far. */
  private rateFor({ rate, lane, lines }: Point): number | undefined {
    if (rate === undefined) return undefined;
    if (rate.share === undefined) return rate.perSecond;
    const capacity = [...this.runs].find(([other]) => other.rate === undefined && other.lane === lane && other.lines === lines);
    if (!capacity) throw new Error(`the capacity of ${lane.name} is not measured`);
    return Math.max(1, Math.round(rateOf({ point: capacity[0], runs: capacity[1] }).median * rate.share));
  }
}

/** Every lane on one hot line, ours also on the other counts; open loops of ours. */
function pointsOf({ lanes, lines, rates, pgledger }: Plan): Point[] {
  const chosen = LANES.filter((lane) => lanes.includes(lane.name) && (lane !== PGLEDGER || pgledger));
  const closed = chosen.flatMap((lane) => (lane === GOUFU ? lines : lines.slice(0, 1)).map((count) => ({ lane, lines: count })));
  const open = chosen.filter((lane) => lane === GOUFU).flatMap((lane) => rates.map((rate) => ({ lane, lines: lines[0] ?? 1, rate })));
  return [...closed, ...open];
}

function summary(result: RunResult | undefined): string {
  if (!result) return 'nothing';
  if (result.broken.length > 0) return `ZERO: ${result.broken.join('; ').slice(0, 600)}`;
  const { latency, perSecond } = result;
  const times = latency ? `, p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms, max ${latency.max.toFixed(0)} ms` : '';
  return `${Math.round(perSecond).toLocaleString('en-US')} results/s${times}`;
}
