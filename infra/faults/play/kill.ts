import { setTimeout as delay } from 'node:timers/promises';
import type { Violation } from '../check/violation.js';
import type { KillFault, Moment, Victim } from '../matrix.js';
import type { Random } from '../random.js';
import type { ServerName } from '../stack/servers.js';
import { untilCommits } from '../stack/commit.js';
import type { Outcome, Scene } from './scene.js';

const REACHED_WITHIN_MS = 12_000;
const ANY_WITHIN_MS = 1_200;
/** Where purchases end more slowly than kills come, more of them would only wait for each other, until all calls time out. */
const MOST_UNDER_WAY = 24;
const SERVERS: readonly Victim[] = ['postgres', 'kafka', 'redis'];

interface Draw {
  readonly moment: Moment;
  /** Which pass of the failpoint, or after how many milliseconds. */
  readonly pass: number;
}

const drawOf = ({ moments }: KillFault, random: Random, i: number): Draw => {
  // Each moment in its turn, so that none is left out by chance.
  const moment = moments[i % moments.length] ?? 'any';
  return { moment, pass: moment === 'any' ? random.below(ANY_WITHIN_MS) : random.between(1, 3) };
};

const environmentOf = (draw: Draw | undefined): Record<string, string> => (draw && draw.moment !== 'any' ? { FAILPOINT: `${draw.moment}#${draw.pass}` } : {});

/** Kills the victim `times` times amid work, starts it again, and checks after each what must hold at any moment. */
export const playKills = (scene: Scene, fault: KillFault, times: number, purchases: number, random: Random): Promise<Outcome> =>
  scene.load.amidFaults(() => killAgainAndAgain(scene, fault, times, purchases, random));

async function killAgainAndAgain(scene: Scene, fault: KillFault, times: number, purchases: number, random: Random): Promise<Outcome> {
  const draws = Array.from({ length: times }, (_, i) => drawOf(fault, random, i));
  const recoveries: number[] = [];
  const violations: Violation[] = [];
  const moments: string[] = [];
  const isServer = SERVERS.includes(fault.victim);
  if (!isServer && draws[0]) await rearm(scene, fault.victim, draws[0]);
  for (const [i, draw] of draws.entries()) {
    if (scene.load.underWay < MOST_UNDER_WAY) scene.load.begin(purchases, random.fork(`kill ${i}`));
    const { reached, recoveryMs } = isServer ? await killServer(scene, fault.victim as ServerName, draw) : await killProcess(scene, fault.victim, draw, draws[i + 1]);
    moments.push(reached ? `${draw.moment}#${draw.pass}` : `${draw.moment}#${draw.pass} not reached`);
    recoveries.push(recoveryMs);
    scene.kills += 1;
    violations.push(...(await scene.checker.always()));
    if (violations.length > 0) break;
  }
  const note = `PostgreSQL's first commit after its death: ${recoveries.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(', ')}`;
  return { moments, kills: moments.length, recoveries, violations, notes: fault.victim === 'postgres' ? [note] : [] };
}

/** Starts the victim anew so that it dies at the first moment that was drawn. */
async function rearm(scene: Scene, name: string, draw: Draw): Promise<void> {
  if (draw.moment === 'any') return;
  const process = scene.world.process(name);
  await process.stop();
  await process.start(environmentOf(draw));
}

async function killProcess(scene: Scene, name: string, draw: Draw, next: Draw | undefined): Promise<{ reached: boolean; recoveryMs: number }> {
  const process = scene.world.process(name);
  const reached = draw.moment === 'any' ? await delay(draw.pass, true) : await process.died(REACHED_WITHIN_MS);
  await process.kill();
  const began = performance.now();
  await process.start(environmentOf(next));
  return { reached, recoveryMs: performance.now() - began };
}

async function killServer(scene: Scene, name: ServerName, draw: Draw): Promise<{ reached: boolean; recoveryMs: number }> {
  await delay(draw.pass);
  await scene.servers.kill(name);
  const began = performance.now();
  await scene.servers.start(name);
  if (name === 'postgres') await untilCommits(scene.servers.adminUrl);
  return { reached: true, recoveryMs: performance.now() - began };
}
