/**
 * npm run test:faults: the fault matrix on real servers (100 kills), then 10⁵ simulated schedules; with `--nightly` 2,000 kills and 10⁷ schedules.
 * Other options go to the matrix (infra/faults/README.md), and then it runs alone.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { underPinnedNode } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { orSayWhy, say, Trouble } from './lib/say.mjs';

// Ctrl-C is for the program that runs, which ends what it started and says how far it came.
process.on('SIGINT', () => undefined);

await orSayWhy(async () => {
  underPinnedNode();
  const nightly = process.argv.includes('--nightly');
  const options = process.argv.slice(2).filter((option) => option !== '--nightly');
  run('build', join(root, 'node_modules', '.bin', 'nx'), 'run-many', '-t', 'build');
  run('the fault matrix on real servers', process.execPath, 'infra/faults/dist/main.js', ...(nightly ? ['--kills', '2000'] : []), ...options);
  if (options.length === 0) run('simulated schedules', process.execPath, 'infra/simulator/dist/main.js', '--seed', String(seed()), '--schedules', nightly ? '10000000' : '100000');
});

/** Another one each day; the simulator prints it. */
function seed() {
  return Math.trunc(Date.now() / 86_400_000);
}

function run(what, command, ...args) {
  say('faults', what);
  const { status } = spawnSync(command, args, { cwd: root, env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' }, stdio: 'inherit' });
  if (status === 130) process.exit(status);
  if (status !== 0) throw new Trouble(`${what} failed.`, 'the seed above repeats it.');
}
