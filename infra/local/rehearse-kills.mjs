/**
 * The main purchase twice, each time from nothing on a stack of its own (`.local/rehearsal-kills`): once undisturbed, and once with every service,
 * Redis, Kafka and PostgreSQL killed with SIGKILL in the middle of it and started again. Both must end with the same tables.
 */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHome } from './lib/home.mjs';
import { underPinnedNode } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { end, running } from './lib/processes.mjs';
import { orSayWhy, say, Trouble } from './lib/say.mjs';

const dir = join(root, '.local', 'rehearsal-kills');
const env = { ...process.env, GOUFU_HOME: dir };
const victims = ['procurement', 'funding', 'kafka', 'projects', 'oversight', 'postgres', 'evaluation', 'redis', 'portal', 'funding'];
/** A kill follows every so many lines of facts that were told. */
const factLinesBetween = 3;

await orSayWhy(async () => {
  underPinnedNode();
  try {
    const undisturbed = await playFromNothing('undisturbed', []);
    const disturbed = await playFromNothing(`with ${victims.length} kills`, [...victims]);
    if (undisturbed !== disturbed) throw new Trouble('the two plays ended with different tables.', `compare ${join(dir, 'undisturbed.txt')} with ${join(dir, 'disturbed.txt')}.`);
    say('rehearsal', 'both plays ended with the same tables');
    process.stdout.write(disturbed);
  } finally {
    await run('infra/local/stop.mjs');
  }
});

/** Answers the tables at the end of the play. */
async function playFromNothing(what, kills) {
  say('rehearsal', `the main purchase, ${what}`);
  await run('infra/local/stop.mjs');
  for (const old of ['postgres', 'kafka', 'redis', 'traces', 'files', 'treasury-simulator', 'identity-issuer']) rmSync(join(dir, old), { recursive: true, force: true });
  if ((await run('infra/local/start.mjs', '--no-scenario', '--no-build')) !== 0) throw new Trouble('the stack did not start.', `read the logs in ${join(dir, 'logs')}.`);
  const { status, told } = await play(kills);
  const file = join(dir, what === 'undisturbed' ? 'undisturbed.txt' : 'disturbed.txt');
  writeFileSync(file, told);
  if (status !== 0) throw new Trouble(`the play ${what} did not reach its end.`, `read ${file}, and the logs in ${join(dir, 'logs')}.`, told.slice(-1500));
  if (kills.length > 0) throw new Trouble(`the play ended before ${kills.join(', ')} was killed.`, 'lower factLinesBetween in infra/local/rehearse-kills.mjs.');
  return tablesOf(told);
}

/** Plays, and kills the next of `kills` while it goes on. */
async function play(kills) {
  const child = spawn(process.execPath, ['infra/local/play.mjs', 'main-purchase'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  let facts = 0;
  let killing = Promise.resolve();
  let busy = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      told += text;
      facts += text.split('→ ').length - 1;
      if (kills.length === 0 || busy || facts < factLinesBetween) return;
      busy = true;
      facts = 0;
      killing = killAndRestart(kills.shift()).finally(() => (busy = false));
    });
  }
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  await killing;
  return { status, told };
}

async function killAndRestart(name) {
  const home = openHome(dir);
  const record = running(home, name);
  if (record) await end(home, record, { signal: 'SIGKILL' });
  say('rehearsal', `${name} was killed`);
  if ((await run('infra/local/start.mjs', '--no-scenario', '--no-build')) !== 0) throw new Trouble(`${name} did not start again.`, `read the logs in ${join(dir, 'logs')}.`);
  say('rehearsal', `${name} is back`);
}

/** What must be equal: tranches, trial balance and ranking; ids and latencies are not. */
function tablesOf(told) {
  return told.slice(told.indexOf('━━ 各期付款'), told.indexOf('━━ 一条链路'));
}

async function run(script, ...args) {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
}
