import fc from 'fast-check';
import { checkAtRest, watcher } from '../invariants/watch.js';
import { World } from '../world/world.js';
import { schedules, type Seen } from './moves.js';
import { plans, type Plan } from './plan.js';
import { begin, settle } from './settle.js';
import { tallyOf, type Tally } from './tally.js';

export interface Order {
  readonly seed: number;
  readonly schedules: number;
  /** Of a failure that was seen before: plays just that again. */
  readonly path?: string | undefined;
  /** Whether a failing schedule is made as short as it can be. */
  readonly shrink: boolean;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  /** What must never be, and was. */
  readonly message: string;
  readonly history: readonly string[];
  readonly shrinks: number;
}

export interface Report {
  readonly ran: number;
  readonly tally: Tally;
  readonly failure?: Failure;
}

/** A schedule that failed, with what had happened until then. */
class Failed extends Error {
  constructor(
    override readonly cause: unknown,
    readonly history: readonly string[],
  ) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
  }
}

function play(plan: Plan, moves: Iterable<fc.Command<Seen, World>>): World {
  const world = new World(plan, watcher());
  try {
    begin(world);
    fc.modelRun(() => ({ model: { world }, real: world }), moves);
    settle(world);
    checkAtRest(world);
  } catch (error) {
    throw new Failed(error, world.history);
  }
  return world;
}

/** Plays so many schedules; answers what they came to, and the first failure, made short. */
export function runSchedules({ seed, schedules: numRuns, path, shrink }: Order): Report {
  const tally: Tally = new Map();
  let ran = 0;
  const property = fc.property(plans, schedules, (plan, moves) => {
    ran += 1;
    for (const [what, times] of tallyOf(play(plan, moves))) tally.set(what, (tally.get(what) ?? 0) + times);
  });
  const { failed, counterexamplePath, errorInstance, numShrinks } = fc.check(property, { seed, numRuns, endOnFailure: !shrink, ...(path === undefined ? {} : { path }) });
  if (!failed) return { ran, tally };
  const history = errorInstance instanceof Failed ? errorInstance.history : [];
  const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { ran, tally, failure: { seed, path: counterexamplePath?.split(':')[0] ?? '', message, history, shrinks: numShrinks } };
}
