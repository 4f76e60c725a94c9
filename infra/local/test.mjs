/**
 * npm test: everything that must hold, from a fresh clone: lint, types, pure specs, simulated schedules, specs on real servers, the scenario on a
 * stack of its own, and the portal in a real browser. `--only lint,int` runs a part.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, isSecondRun, underPinnedNode } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { preflight } from './lib/preflight.mjs';
import { browserRequirements, requirements } from './lib/requirements.mjs';
import { orSayWhy, say, Trouble } from './lib/say.mjs';

const steps = [
  ['build', 'nx', ['run-many', '-t', 'build']],
  ['lint', 'node', ['libs/tooling/bin/lint.mjs']],
  ['types', 'nx', ['run-many', '-t', 'typecheck']],
  ['pure', 'nx', ['run-many', '-t', 'test']],
  ['schedules', 'node', ['infra/simulator/dist/main.js', '--seed', '20260302', '--schedules', '10000']],
  ['stack', 'node', ['--test', 'infra/local/lib/local.test.mjs']],
  ['int', 'nx', ['run-many', '-t', 'test:int', '--parallel=1'], { before: ['node', ['infra/local/servers.mjs', 'up']] }],
  ['faults', 'node', ['infra/faults/dist/main.js', '--kills', '20', '--only-kills', '--seed', '754296329']],
  ['rehearsal', 'node', ['infra/local/rehearse.mjs']],
];

const only = argumentOf('--only')?.split(',');

await orSayWhy(async () => {
  if (!isSecondRun()) {
    preflight([...requirements, ...browserRequirements]);
    ensurePackages();
  }
  underPinnedNode();
  const results = steps.filter(([name]) => !only || only.includes(name)).map(run);
  const failed = results.filter(({ ok }) => !ok);
  for (const { name, ok, seconds } of results) process.stdout.write(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${seconds} s\n`);
  process.stdout.write(`${results.length - failed.length} passed, ${failed.length} failed\n`);
  if (failed.length > 0) throw new Trouble(`${failed.map(({ name }) => name).join(', ')} failed.`, `npm test -- --only ${failed[0].name} runs that part again.`);
});

function run([name, command, args, options = {}]) {
  say('test', name);
  const started = performance.now();
  const ok = (options.before ? succeeds(...options.before) : true) && succeeds(command, args);
  return { name, ok, seconds: Math.round((performance.now() - started) / 1000) };
}

function succeeds(command, args) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
  return spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
}

function argumentOf(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
