import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { KafkaBus, TOPICS } from '@goufu/messaging';
import { brokenIn, type Broken } from '../checks/verdict.js';
import { percentilesOf, type Percentiles } from '../figures/percentiles.js';
import { randomFrom } from '../figures/random.js';
import { Schedule } from '../figures/schedule.js';
import { sendsOf } from '../figures/sends.js';
import type { Lane } from '../lanes/lane.js';
import { Flight } from '../load/flight.js';
import { closedLoop, drained, openLoop, type Line } from '../load/loops.js';
import { resultMessage } from '../load/result-message.js';
import type { Purchases } from '../seed/purchases.js';
import type { CpuSeconds } from '../world/cpu.js';
import { copyDatabase, dropDatabase, inDatabase } from '../world/database.js';
import type { Program } from '../world/program.js';
import type { Stack } from '../world/stack.js';
import { Samples } from './samples.js';

export interface RunPlan {
  readonly lane: Lane;
  /** The seeded database, and what it was seeded with. */
  readonly seeded: string;
  readonly purchases: Purchases;
  readonly duplicates: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Sends a second of an open loop; left out: a closed loop. */
  readonly rate?: number;
  readonly profileTo?: string;
}

export interface RunResult {
  /** Outcomes read back a second, while it was sent; zero when an invariant is broken. */
  readonly perSecond: number;
  readonly outcomes: number;
  /** From the moment a result was due to its outcome read back; of those due after the warm-up. */
  readonly latency: Percentiles | undefined;
  /** CPU seconds in the measured window, by process. */
  readonly cpu: CpuSeconds;
  /** CPU seconds per outcome in each tenth of the measured window. */
  readonly costs: readonly number[];
  readonly broken: Broken;
}

const RUN_DATABASE = 'goufu_benchmark_run';
let runs = 0;

/** One run of one lane on fresh data, from the first result to the verdict. Nothing of it is left afterwards. */
export async function run(stack: Stack, plan: RunPlan): Promise<RunResult> {
  runs += 1;
  const prefix = `run-${process.pid}-${runs}.`;
  const errors = { info: () => undefined, warn: () => undefined, error: (details: object, message: string) => console.error(message, details) };
  const bus = new KafkaBus({ brokers: stack.brokers.split(','), clientId: 'benchmark', topicPrefix: prefix, log: errors });
  let program: Program | undefined;
  try {
    await copyDatabase(stack, plan.seeded, RUN_DATABASE);
    await bus.ensureTopics(TOPICS);
    program = await plan.lane.start(stack, { database: RUN_DATABASE, prefix, profile: plan.profileTo });
    const measured = await measure(stack, plan, bus, program);
    await program.stop();
    const { flight } = measured;
    const broken = await inDatabase(stack, RUN_DATABASE, (client) =>
      brokenIn(client, { purchases: plan.purchases, sent: flight.sent, readBack: flight.readBack }, plan.lane.invariants),
    );
    return { ...resultOf(plan, measured), broken, ...(broken.length > 0 && { perSecond: 0 }) };
  } finally {
    await program?.stop();
    await bus.deleteTopics(TOPICS.map(({ topic }) => topic));
    await bus.close();
    await dropDatabase(stack, RUN_DATABASE);
    rmSync(join(stack.folder, 'traces'), { recursive: true, force: true });
  }
}

interface Measured {
  readonly flight: Flight;
  readonly samples: Samples;
  /** The measured window. */
  readonly from: number;
  readonly to: number;
}

async function measure(stack: Stack, plan: RunPlan, bus: KafkaBus, program: Program): Promise<Measured> {
  const { purchases, duplicates, warmSeconds, seconds, rate } = plan;
  const flight = new Flight(purchases.plan.purchases);
  const reader = await bus.subscribe({
    group: 'reader',
    topics: ['funding'],
    onBatch: async ({ messages }, context) => {
      flight.land(messages);
      const last = messages.at(-1);
      if (last) context.done(last.offset + 1n);
    },
    onCrash: (error) => console.error('the reader gave up', error),
  });
  const line: Line = {
    publish: (messages) => bus.publish('evaluation', messages),
    message: (result) => resultMessage(result, purchases.ofResult(result)),
    mustRun: () => program.mustRun(),
  };
  const sends = sendsOf(purchases.plan.purchases, duplicates, randomFrom(7));
  const counted = [
    { name: plan.lane.name, pid: program.pid },
    { name: 'postgres', pid: stack.pids.postgres, withChildren: true },
    { name: 'kafka', pid: stack.pids.kafka },
    { name: 'load', pid: process.pid },
  ];
  const samples = new Samples(flight, counted);
  const from = performance.now() + warmSeconds * 1000;
  const total = warmSeconds + seconds;
  const to = rate === undefined ? await closedLoop(line, flight, sends, total) : await openLoop(line, flight, sends, scheduleFor(rate, total, sends.results.length));
  await drained(line, flight);
  samples.stop();
  await reader.stop();
  return { flight, samples, from, to };
}

function scheduleFor(rate: number, seconds: number, available: number): Schedule {
  const sends = Math.round(rate * seconds);
  if (sends > available) throw new Error(`${sends} results are needed and ${available} are prepared`);
  return new Schedule(rate, sends);
}

function resultOf({ rate }: RunPlan, { flight, samples, from, to }: Measured): Omit<RunResult, 'broken'> {
  if (to <= from) throw new Error('the prepared results ran out during the warm-up; prepare more');
  const outcomes = flight.arrivedBetween(from, to);
  const latencies = Array.from(flight.dueAt).flatMap((due, i) => (due >= from ? [(flight.arrivedAt[i] ?? Number.NaN) - due] : []));
  return {
    perSecond: (outcomes * 1000) / (to - from),
    outcomes,
    latency: rate === undefined || latencies.length === 0 ? undefined : percentilesOf(latencies),
    cpu: samples.cpu(from, to),
    costs: samples.costs(from, to, 10),
  };
}
