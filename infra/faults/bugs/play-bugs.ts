import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { stuck, type Violation } from '../check/violation.js';
import { playFault } from '../play/play-fault.js';
import { Scene } from '../play/scene.js';
import { Random } from '../random.js';
import { root } from '../stack/local-library.js';
import type { Servers } from '../stack/servers.js';
import type { SeededBug } from './seeded-bug.js';

/** How long people wait for what must come; then, how long everything may take to come to rest. */
const PATIENCE_MS = 60_000;
const REST_WITHIN_MS = 60_000;
/** People whom a bug keeps from their end may insist for much longer. */
const ENDED_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 1_000;

export interface BugReport {
  readonly bug: SeededBug;
  readonly caught: Violation | undefined;
}

/** Plays each bug in a world of its own and says what gave it away. */
export async function playBug(servers: Servers, bug: SeededBug, seed: number): Promise<BugReport> {
  const hook = pathToFileURL(join(root, 'infra', 'faults', 'dist', 'bugs', 'mutate.js'));
  hook.searchParams.set('bug', bug.name);
  const scene = await Scene.open(servers, { label: `bug-${bug.name}`, preload: ['--import', hook.href], patienceMs: PATIENCE_MS });
  try {
    return { bug, caught: await firstViolation(scene, bug, new Random(seed).fork(bug.name)) };
  } finally {
    await scene.close();
  }
}

/** What is lost, doubled or drifted tells more than what waits, which a slow machine may do too. */
const plainest = (violations: readonly Violation[]): Violation | undefined => violations.find(({ kind }) => kind !== 'stuck') ?? violations[0];

async function firstViolation(scene: Scene, bug: SeededBug, random: Random): Promise<Violation | undefined> {
  for (const [i, fault] of bug.faults.entries()) {
    const { violations } = await playFault(scene, fault, { times: bug.kills, purchases: bug.purchases, random: random.fork(`fault ${i}`) });
    if (violations[0]) return plainest(violations);
  }
  // What must hold at any moment is looked at while people are at it: many a bug keeps them waiting, and breaks it at once.
  let ended = false;
  for (const until = performance.now() + ENDED_WITHIN_MS; !ended && performance.now() < until; ) {
    ended = await scene.load.endedWithin(LOOK_EVERY_MS);
    const found = plainest(await scene.checker.always());
    if (found) return found;
  }
  const restless = plainest(await scene.checker.atRest(REST_WITHIN_MS));
  if (restless || !ended) return restless;
  const [error] = (await scene.load.ended()).errors;
  return error === undefined ? undefined : stuck(error);
}
