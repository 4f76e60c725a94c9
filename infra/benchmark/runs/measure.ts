import type { KafkaBus } from '@goufu/messaging';
import { percentilesOf, type Percentiles } from '../figures/percentiles.js';
import { randomFrom } from '../figures/random.js';
import { Schedule } from '../figures/schedule.js';
import { sendsOf } from '../figures/sends.js';
import { Flight } from '../load/flight.js';
import { closedLoop, drained, openLoop, type Line } from '../load/loops.js';
import { resultMessage } from '../load/result-message.js';
import type { Purchases } from '../seed/purchases.js';
import type { CpuSeconds } from '../world/cpu.js';
import { LaneFailed, type Program } from '../world/program.js';
import type { Stack } from '../world/stack.js';
import { Samples } from './samples.js';

export interface Load {
  readonly purchases: Purchases;
  /** Share of all sends. */
  readonly duplicates: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Sends a second of an open loop; left out: a closed loop. */
  readonly rate?: number;
}

/** What one run says. All but `broken` is about the time between warm-up and the last send. */
export interface Figures {
  readonly seconds: number;
  readonly outcomes: number;
  /** Outcomes read back a second. */
  readonly perSecond: number;
  /** From the moment a result was due to its outcome read back, in milliseconds; of open loops. */
  readonly latency: Percentiles | undefined;
  /** CPU seconds by process: `lane`, `postgres`, `kafka`, `load`, and `machine` for all that the machine did. */
  readonly cpu: CpuSeconds;
  /** CPU seconds of lane, PostgreSQL and Kafka per outcome, in each tenth. */
  readonly costs: readonly number[];
}

export interface Flown extends Figures {
  readonly flight: Flight;
  /** Why the lane did not get to the end. */
  readonly failed: string | undefined;
}

/** Sends the load to a lane that is ready, reads its outcomes back, and waits until all have come. */
export async function fly(stack: Stack, load: Load, bus: KafkaBus, program: Program): Promise<Flown> {
  const { purchases, duplicates, warmSeconds, seconds, rate } = load;
  const flight = new Flight(purchases.plan.purchases);
  const reader = await readOutcomes(bus, flight);
  const line: Line = {
    publish: (messages) => bus.publish('evaluation', messages),
    message: (result) => resultMessage(result, purchases.ofResult(result)),
    mustRun: () => program.mustRun(),
  };
  const sends = sendsOf(purchases.plan.purchases, duplicates, randomFrom(7));
  const samples = new Samples(flight, countedIn(stack, program));
  const from = performance.now() + warmSeconds * 1000;
  const total = warmSeconds + seconds;
  let to = from;
  let failed: string | undefined;
  try {
    to = rate === undefined ? await closedLoop(line, flight, sends, total) : await openLoop(line, flight, sends, scheduleFor(rate, total, sends.results.length));
    await drained(line, flight);
  } catch (error) {
    if (!(error instanceof LaneFailed)) throw error;
    failed = error.message;
  }
  samples.stop();
  await reader.stop();
  if (failed === undefined && to <= from) throw new Error('the prepared results ran out during the warm-up; prepare more');
  return { flight, failed, ...figuresOf(flight, samples, from, Math.max(to, from + 1), rate !== undefined) };
}

const readOutcomes = (bus: KafkaBus, flight: Flight) =>
  bus.subscribe({
    group: 'reader',
    topics: ['funding'],
    onBatch: async ({ messages }, context) => {
      flight.land(messages);
      const last = messages.at(-1);
      if (last) context.done(last.offset + 1n);
    },
    onCrash: (error) => console.error('the reader gave up', error),
  });

const countedIn = ({ pids }: Stack, program: Program) => [
  { name: 'lane', pid: program.pid },
  ...(pids ? [{ name: 'postgres', pid: pids.postgres, withChildren: true }, { name: 'kafka', pid: pids.kafka }] : []),
  { name: 'load', pid: process.pid },
];

function scheduleFor(rate: number, seconds: number, available: number): Schedule {
  const sends = Math.round(rate * seconds);
  if (sends > available) throw new Error(`${sends} results are needed and ${available} are prepared`);
  return new Schedule(rate, sends);
}

function figuresOf(flight: Flight, samples: Samples, from: number, to: number, open: boolean): Figures {
  const outcomes = flight.arrivedBetween(from, to);
  const latencies = Array.from(flight.dueAt, (due, i) => (due >= from ? (flight.arrivedAt[i] ?? Number.NaN) - due : Number.NaN)).filter((latency) => !Number.isNaN(latency));
  return {
    seconds: (to - from) / 1000,
    outcomes,
    perSecond: (outcomes * 1000) / (to - from),
    latency: open && latencies.length > 0 ? percentilesOf(latencies) : undefined,
    cpu: samples.cpu(from, to),
    costs: samples.costs(from, to, 10),
  };
}
