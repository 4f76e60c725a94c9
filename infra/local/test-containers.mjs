/**
 * npm run test:containers: the suites on servers from testcontainers, then the whole stack with docker compose. Needs a Docker engine. `npm test`
 * runs the same suites on the servers of infra/local.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, underPinnedNode } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { orSayWhy, say, Trouble } from './lib/say.mjs';

const portal = 'http://localhost:4000';

await orSayWhy(async () => {
  if (run('docker', ['info'], 'ignore') !== 0) throw new Trouble('no Docker engine answers.', 'start Docker and run the command again; npm test needs none.');
  ensurePackages();
  underPinnedNode();
  // The cleaner of testcontainers is an image of its own, which not every registry mirror has.
  const env = { NX_DAEMON: 'false', NX_TUI: 'false', GOUFU_TEST_SERVERS: 'containers', TESTCONTAINERS_RYUK_DISABLED: 'true' };
  step('suites on testcontainers', 'nx', ['run-many', '-t', 'test:int', '--parallel=1'], env);
  try {
    step('docker compose up', 'docker', ['compose', 'up', '--build', '--wait']);
    const { status } = await fetch(`${portal}/health/ready`);
    if (status !== 200) throw new Trouble(`the portal at ${portal} answers ${status}.`, 'docker compose logs portal');
    say('compose', `healthy: ${portal}`);
  } finally {
    run('docker', ['compose', 'down', '--volumes'], 'inherit');
  }
});

function step(what, command, args, env = {}) {
  say('containers', what);
  if (run(command, args, 'inherit', env) !== 0) throw new Trouble(`${what}: failed.`, 'read what it says above.');
}

function run(command, args, stdio, env = {}) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  return spawnSync(command, args, { cwd: root, stdio, env: { ...process.env, PATH: path, ...env } }).status;
}
