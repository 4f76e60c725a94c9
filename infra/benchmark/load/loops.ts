import { setTimeout as delay } from 'node:timers/promises';
import type { BusMessage } from '@goufu/messaging';
import type { Schedule } from '../figures/schedule.js';
import type { Sends } from '../figures/sends.js';
import { LaneFailed } from '../world/program.js';
import type { Flight } from './flight.js';

/** How the loops put results on Kafka, and learn that the lane is still alive. */
export interface Line {
  publish(messages: readonly BusMessage[]): Promise<void>;
  message(result: number): BusMessage;
  /** Throws when the lane's process has ended. */
  mustRun(): void;
}

/** One request to the broker. */
const BATCH = 500;
/** Results between sent and read back in a closed loop: about what comes back in a second, so that nobody waits for work, nor for the end. */
const LEAST_IN_FLIGHT = 1_000;
const MOST_IN_FLIGHT = 5_000;
const STALLED_AFTER_MS = 30_000;

/** Sends as fast as outcomes come back, for so many seconds or until all is sent. Answers when it stopped sending. */
export async function closedLoop(line: Line, flight: Flight, { results, isRepeat }: Sends, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  const pace = new Pace(flight);
  for (let next = 0; next < results.length && performance.now() < until; ) {
    if (flight.flying > pace.inFlight() - BATCH) {
      mustMove(flight, began);
      line.mustRun();
      await flight.news(1_000);
      continue;
    }
    const end = Math.min(next + BATCH, results.length);
    await send(line, flight, { results, isRepeat }, next, end, () => performance.now());
    next = end;
  }
  return performance.now();
}

/** How many results may be on their way: as many as came back in the second before. */
class Pace {
  private since = performance.now();
  private arrived = 0;
  private limit = LEAST_IN_FLIGHT;

  constructor(private readonly flight: Flight) {}

  inFlight(): number {
    const now = performance.now();
    if (now - this.since < 250) return this.limit;
    const perSecond = ((this.flight.arrived - this.arrived) * 1000) / (now - this.since);
    this.limit = Math.min(MOST_IN_FLIGHT, Math.max(LEAST_IN_FLIGHT, perSecond));
    this.since = now;
    this.arrived = this.flight.arrived;
    return this.limit;
  }
}

/** Sends each at its time, late or not. Answers when the last was due. */
export async function openLoop(line: Line, flight: Flight, sends: Sends, schedule: Schedule): Promise<number> {
  const began = performance.now() + 100;
  for (let next = 0; next < schedule.sends; ) {
    const due = Math.min(schedule.dueBy(performance.now() - began), next + BATCH);
    if (due > next) await send(line, flight, sends, next, due, (i) => began + schedule.dueAt(i));
    else await delay(1);
    next = Math.max(next, due);
    line.mustRun();
  }
  return began + schedule.dueAt(schedule.sends);
}

async function send(line: Line, flight: Flight, { results, isRepeat }: Sends, from: number, to: number, dueAt: (send: number) => number): Promise<void> {
  const messages: BusMessage[] = [];
  for (let i = from; i < to; i += 1) {
    const result = results[i] ?? 0;
    if (!isRepeat(i)) flight.depart(result, dueAt(i));
    messages.push(line.message(result));
  }
  await line.publish(messages);
}

/** Waits until every result that was sent has come back. */
export async function drained(line: Line, flight: Flight): Promise<void> {
  const began = performance.now();
  while (flight.flying > 0) {
    mustMove(flight, began);
    line.mustRun();
    await flight.news(1_000);
  }
}

function mustMove({ lastArrival, flying }: Flight, began: number): void {
  const quiet = performance.now() - Math.max(lastArrival, began);
  if (quiet > STALLED_AFTER_MS) throw new LaneFailed(`no outcome for ${Math.round(quiet / 1000)} s, ${flying} results are on their way`);
}
