/**
 * What a newcomer sees, as a test: a stack of its own (`.local/rehearsal`) from nothing to an open portal, twice, the second time with
 * the data of the first, then another purchase from a data file of its own, a person at its pages in Chromium, and an operator
 * at the commands. It is ended afterwards; its logs stay.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHome, portsOf } from './lib/home.mjs';
import { root } from './lib/paths.mjs';
import { host } from './lib/ports.mjs';
import { servicesWithDatabase } from './lib/roles.mjs';
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
    step('another purchase, with a price, a schedule and bands of its own', 'node', 'infra/local/play.mjs', 'second-purchase');
    Object.assign(env, await addresses());
    step('a person at the pages, in a real browser', 'npm', 'run', 'test:browser', '--silent', '-w', '@goufu/portal');
    step('an operator with the commands that an operator has', 'node', 'infra/local/rehearse-operator.mjs');
  } finally {
    run('node', 'infra/local/stop.mjs');
  }
});

async function portalAnswers() {
  const { PORTAL_PUBLIC_URL } = await addresses();
  const { status } = await fetch(PORTAL_PUBLIC_URL);
  if (status !== 200) throw new Trouble(`the portal's first page answers ${status}.`, `read ${join(dir, 'logs', 'portal.log')}.`);
}

/** Where a person's browser or program finds everything, in the names that specs and scenario read. */
async function addresses() {
  const ports = await portsOf(openHome(dir), []);
  const at = (name) => `http://${host}:${ports[name]}`;
  const services = servicesWithDatabase.map((name) => [`${name.toUpperCase()}_URL`, at(name)]);
  return { ...Object.fromEntries(services), PORTAL_PUBLIC_URL: at('portal'), OIDC_ISSUER: at('identity-issuer'), TREASURY_URL: at('treasury-simulator') };
}

function step(what, command, ...args) {
  say('rehearsal', what);
  if (run(command, ...args) !== 0) throw new Trouble(`the rehearsal failed at: ${what}.`, `read what it says above, and the logs in ${join(dir, 'logs')}.`);
}

function run(command, ...args) {
  return spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status;
}
