/**
 * An operator's night on a running stack, with the commands that an operator has: the ledger is verified, a fact that cannot be read is found
 * parked, shown, mended by one operator, replayed by another, and one that nothing can save is discarded.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openHome, portsOf } from './lib/home.mjs';
import { underPinnedNode } from './lib/packages.mjs';
import { localDir, root } from './lib/paths.mjs';
import { host } from './lib/ports.mjs';
import { orSayWhy, say } from './lib/say.mjs';

const type = 'evaluation.result-notified.v1';
const sample = readFileSync(join(root, 'libs/contracts/evaluation/result-notified.v1.sample.json'), 'utf8');
const home = openHome(localDir);

await orSayWhy(async () => {
  underPinnedNode();
  says(command('ledger:verify'), /every balance and every version is what the transfers make of it/);
  says(command('facts:republish', 'funding', '--type', 'funding.budget-line-opened.v1'), /^[1-9]\d* facts? (is|are) on/);
  await mendAndReplay(await park());
  const lost = await park();
  says(command('held'), new RegExp(`^parked +${lost} .*\\n +resultId: [^{]*; revision: [^{]*$`, 'm'));
  says(command('held', 'projects', 'discard', lost, 'a test of the broker'), /asked, .* another operator must agree/);
  says(command('held', 'projects', 'discard', lost, 'a test of the broker'), /R70|may not agree/, 1);
  assert.ok(isParked(lost));
  says(command('held', 'projects', 'discard', lost, 'nobody sent it', '--as', 'operator-2'), /done/);
  assert.ok(!isParked(lost));
  says(command('held', 'projects', 'resume', 'projects', 'nothing was wrong'), /has not stopped/, 1);
  says(command('held', 'projects', 'retry', lost), /no such failed task/, 1);
  says(command('held', 'portal'), /no service "portal"/, 1);
  say('rehearsal', 'verified, found, mended, replayed and discarded by command');
});

async function mendAndReplay(id) {
  const mended = join(home.dir, 'mended.json');
  writeFileSync(mended, sample);
  says(command('held', 'projects', 'show', id), /"state": "parked"/);
  says(command('held', 'projects', 'mend', id, mended, 'the agency was missing'), /done, with an audit entry/);
  says(command('held', 'projects', 'replay', id, 'mended'), /R70|may not replay/, 1);
  says(command('held', 'projects', 'replay', id, 'compared with the signed sheet', '--as', 'operator-2'), /done/);
  await until(() => !isParked(id));
}

/** Publishes a fact without its data, as no service of Goufu would; answers the id under which it is parked. */
async function park() {
  const { KafkaBus, toMessage } = await import(pathToFileURL(join(root, 'libs/messaging/dist/index.js')).href);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const { kafka } = await portsOf(home, []);
  const bus = new KafkaBus({ brokers: [`${host}:${kafka}`], clientId: 'rehearsal', topicPrefix: '', log });
  const subject = randomUUID();
  const attributes = { id: randomUUID(), type, source: 'goufu/evaluation', subject, correlationid: subject, sequence: 1, time: new Date().toISOString(), actorid: 'nobody' };
  await bus.publish('evaluation', [toMessage({ specversion: '1.0', jurisdiction: '510104', classification: 'public', ...attributes }, '{}')]);
  await bus.close();
  const found = () => new RegExp(`^parked +(\\S+) .*key ${subject}`, 'm').exec(command('held', 'projects').printed);
  await until(() => found() !== null);
  return found()[1];
}

function isParked(id) {
  return command('held', 'projects').printed.includes(`parked   ${id}`);
}

function command(script, ...args) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script, '--', ...args], { cwd: root, encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

function says({ status, printed }, expected, ending = 0) {
  assert.match(printed, expected);
  assert.equal(status, ending, printed);
}

async function until(holds, withinMs = 20_000) {
  for (const last = performance.now() + withinMs; !holds(); await pause(200)) assert.ok(performance.now() < last, `${holds} did not come true`);
}
