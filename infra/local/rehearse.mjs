/**
 * What a newcomer sees, as a test: a stack of its own (`.local/rehearsal`) from nothing to an open portal, twice, the second time with
 * the data of the first. It is ended afterwards; its logs stay.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHome, portsOf } from './lib/home.mjs';
import { root } from './lib/paths.mjs';
import { host } from './lib/ports.mjs';
import { orSayWhy, say, Trouble } from './lib/say.mjs';

const dir = join(root, '.local', 'rehearsal');
const env = { ...process.env, GOUFU_HOME: dir };

await orSayWhy(async () => {
  run('node', 'infra/local/stop.mjs');
  rmSync(dir, { recursive: true, force: true });
  try {
    step('from nothing', 'node', 'infra/local/start.mjs', '--no-build');
    await portalAnswers();
    step('stop', 'node', 'infra/local/stop.mjs');
    step('again, with the data of the first time', 'node', 'infra/local/start.mjs', '--no-build');
    await portalAnswers();
  } finally {
    run('node', 'infra/local/stop.mjs');
  }
});

async function portalAnswers() {
  const { portal } = await portsOf(openHome(dir), []);
  const { status } = await fetch(`http://${host}:${portal}/`);
  if (status !== 200) throw new Trouble(`the portal's first page answers ${status}.`, `read ${join(dir, 'logs', 'portal.log')}.`);
}

function step(what, command, ...args) {
  say('rehearsal', what);
  if (run(command, ...args) !== 0) throw new Trouble(`the rehearsal failed at: ${what}.`, `read what it says above, and the logs in ${join(dir, 'logs')}.`);
}

function run(command, ...args) {
  return spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status;
}
