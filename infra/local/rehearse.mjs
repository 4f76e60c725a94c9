/**
 * The scenarios and the browser on a stack of their own (`.local/rehearsal`), from nothing: what a newcomer sees, as a test.
 * The stack is ended afterwards; its logs stay.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHome, portsOf } from './lib/home.mjs';
import { root } from './lib/paths.mjs';
import { orSayWhy, say, Trouble } from './lib/say.mjs';

const dir = join(root, '.local', 'rehearsal');
const env = { ...process.env, GOUFU_HOME: dir };

await orSayWhy(async () => {
  run('node', 'infra/local/stop.mjs');
  rmSync(dir, { recursive: true, force: true });
  try {
    step('start', 'node', 'infra/local/start.mjs', '--no-build');
    const ports = await portsOf(openHome(dir), []);
    env.PORTAL_URL = `http://127.0.0.1:${ports.portal}`;
    step('another price, schedule and bands', 'node', 'infra/local/play.mjs', 'second-purchase');
    step('browser', 'npm', 'run', 'test:browser', '--silent', '-w', '@goufu/portal');
  } finally {
    run('node', 'infra/local/stop.mjs');
  }
});

function step(what, command, ...args) {
  say('rehearsal', what);
  if (run(command, ...args) !== 0) throw new Trouble(`the rehearsal failed at: ${what}.`, `read what it says above, and the logs in ${join(dir, 'logs')}.`);
}

function run(command, ...args) {
  return spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status;
}
