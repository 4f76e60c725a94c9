import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Failure, Order, Report } from './schedule/run.js';

/** Schedules that share one seed; the next ones take the next seed. */
const CHUNK = 250;

interface Wanted {
  readonly seed: number;
  readonly schedules: number;
  readonly players: number;
  readonly path: string | undefined;
  readonly shrink: boolean;
}

/** What the command line asks for. Throws a `TypeError` or `RangeError` that names the option. */
function wanted(): Wanted {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { seed: text, schedules: text, path: text, players: text, 'no-shrink': { type: 'boolean' } } });
  return {
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000_000) : wholeNumber('seed', values.seed, 0),
    schedules: values.path === undefined ? wholeNumber('schedules', values.schedules ?? '1000', 1) : 1,
    players: wholeNumber('players', values.players ?? String(availableParallelism()), 1),
    path: values.path,
    shrink: values['no-shrink'] !== true,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new RangeError(`--${name} takes a whole number of at least ${least}, got "${text}"`);
  return value;
}

/** Plays all schedules with so many players; stops at the first failure. */
async function simulate({ seed, schedules, players, path, shrink }: Wanted): Promise<Report> {
  const tally = new Map<string, number>();
  let ran = 0;
  let failure: Failure | undefined;
  let next = 0;
  const chunks = Math.ceil(schedules / CHUNK);
  const work = async (): Promise<void> => {
    const player = fork(fileURLToPath(new URL('./player.js', import.meta.url)), { serialization: 'advanced' });
    for (let chunk = next++; chunk < chunks && !failure; chunk = next++) {
      const order = { seed: seed + chunk, schedules: Math.min(CHUNK, schedules - chunk * CHUNK), path, shrink };
      const report = await answerOf(player, order);
      ran += report.ran;
      for (const [what, times] of report.tally) tally.set(what, (tally.get(what) ?? 0) + times);
      failure ??= report.failure;
    }
    player.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(players, chunks) }, work));
  return { ran, tally, ...(failure ? { failure } : {}) };
}

const answerOf = (player: ChildProcess, order: Order): Promise<Report> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a player ended with ${code}`));
    player.once('exit', ended).once('message', (report: Report) => {
      player.off('exit', ended);
      resolve(report);
    });
    player.send(order);
  });

function tell({ ran, tally, failure }: Report, seed: number, seconds: number): void {
  if (failure) {
    console.log(`seed ${failure.seed}, path ${failure.path}, made short in ${failure.shrinks} steps:`);
    for (const line of failure.history) console.log(`  ${line}`);
    console.log(`${failure.message}\nonce more: npm run simulate -- --seed ${failure.seed} --path ${failure.path}`);
    return;
  }
  const counts = [...tally].filter(([what]) => what !== 'schedules').map(([what, times]) => `${what} ${times.toLocaleString('en')}`);
  console.log(`${ran.toLocaleString('en')} schedules from seed ${seed} in ${seconds.toFixed(1)} s (${Math.round(ran / seconds)} a second): nothing lost, doubled or overspent`);
  console.log(counts.join(' · '));
}

try {
  const order = wanted();
  const started = performance.now();
  const report = await simulate(order);
  tell(report, order.seed, (performance.now() - started) / 1000);
  process.exitCode = report.failure ? 1 : 0;
} catch (error) {
  if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
