/**
 * What an operator does to a running service, signed in as one:
 *   npm run held                                         what waits, is parked or failed for good, everywhere
 *   npm run held -- funding                              the same, there
 *   npm run held -- funding show <id>
 *   npm run held -- funding replay|discard <id> "<why>"
 *   npm run held -- funding mend <id> <file> "<why>"     the file holds the whole body
 *   npm run held -- funding resume <group> "<why>"        after an alarm stopped it, see npm run status
 *   npm run held -- funding retry <id>                   a task that failed for good, once its cause is mended
 *   npm run facts:republish -- funding [--type T] [--subject ID] [--since INSTANT]
 * `--as operator-2` signs in as the other operator: whoever mended a record may not replay it (R70).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openHome, portsOf } from './lib/home.mjs';
import { underPinnedNode } from './lib/packages.mjs';
import { localDir, root } from './lib/paths.mjs';
import { host } from './lib/ports.mjs';
import { running } from './lib/processes.mjs';
import { servicesWithDatabase } from './lib/roles.mjs';
import { orSayWhy, Trouble } from './lib/say.mjs';

const usage = 'npm run held -- <service> [show|replay|discard|mend|resume|retry] …   or   npm run facts:republish -- <service>';

const notWell = 'npm run status says what is not well, npm start brings up what does not run.';
/** A service may wait for its database; an operator does not wait for ever. */
const PATIENCE_MS = 60_000;

await orSayWhy(async () => {
  underPinnedNode();
  const [what, service, ...given] = process.argv.slice(2);
  const { person = 'operator', args } = signedInAs(given);
  const [action = 'list', ...rest] = args;
  if (what === 'held' && service === undefined) return heldAnywhere(person);
  if (!servicesWithDatabase.includes(service)) throw new Trouble(`there is no service "${service ?? ''}" that keeps facts; there are ${servicesWithDatabase.join(', ')}.`, usage);
  const call = await caller(service, person);
  if (what === 'republish') return republish(call, args);
  return held(call, action, rest);
});

/** One service that does not answer does not hide what the others hold. */
async function heldAnywhere(person) {
  for (const service of servicesWithDatabase) {
    print(`${service}:`);
    await caller(service, person).then(list).catch((error) => {
      if (!(error instanceof Trouble)) throw error;
      print(`cannot be asked: ${error.message} ${error.mend}`);
      process.exitCode = 1;
    });
  }
}

/** Held records and failed tasks of a service. */
async function list(call) {
  const { items: records } = await call('GET', '/held-records');
  const { items: tasks } = await call('GET', '/failed-tasks');
  if (records.length + tasks.length === 0) print('nothing is held');
  records.forEach(printLine);
  for (const { id, kind, key, dueAt, attempts, error } of tasks) print(`failed   ${id}  ${kind}  key ${key}  due ${dueAt}\n         after ${attempts} tries: ${error}`);
}

/** Takes `--as <person>` out of the arguments. */
function signedInAs(args) {
  const at = args.indexOf('--as');
  return at < 0 ? { args } : { person: args[at + 1], args: args.toSpliced(at, 2) };
}

async function held(call, action, [id, ...rest]) {
  if (action === 'resume') {
    await call('POST', `/consumer-groups/${id}/resume`, { reason: rest.at(-1) });
    return print(`${id} goes on`);
  }
  if (action === 'retry') {
    await call('POST', `/failed-tasks/${id}/retry`);
    return print(`${id} is tried again`);
  }
  if (action === 'list') return list(call);
  const { items } = await call('GET', '/held-records');
  if (!items.some((item) => item.id === id)) throw new Trouble(`no held record has the id "${id ?? ''}".`, 'npm run held -- <service> lists them.');
  if (action === 'show') return print(JSON.stringify(items.find((item) => item.id === id), null, 2));
  const reason = rest.at(-1);
  if (!['replay', 'discard', 'mend'].includes(action) || !reason) throw new Trouble(`"${action}" needs a reason, which is kept.`, usage);
  if (action === 'mend' && !existsSync(rest[0])) throw new Trouble(`there is no file ${rest[0]} with the mended body.`, usage);
  const body = action === 'mend' ? { body: readFileSync(rest[0], 'utf8'), reason } : { reason };
  const { state } = await call('POST', `/held-records/${id}/${action}`, body);
  if (action === 'discard' && state === 'parked') return print('discard: asked, with an audit entry; another operator must agree (--as)');
  return print(`${action}: done, with an audit entry`);
}

async function republish(call, args) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const { queued } = await call('POST', '/facts/republish', { type: option('--type'), subject: option('--subject'), since: option('--since') });
  print(`${queued} facts are on their way to Kafka again, under their original ids`);
}

/** Calls the service's operator routes; a problem is one sentence. */
async function caller(service, person) {
  const home = openHome(localDir);
  for (const name of [service, 'identity-issuer']) if (running(home, name) === null) throw new Trouble(`${name} is not running.`, 'npm start');
  const ports = await portsOf(home, []);
  const { signIn } = await import(pathToFileURL(join(root, 'infra/identity-issuer/dist/sign-in.js')).href);
  const { demoPassword } = await import(pathToFileURL(join(root, 'infra/identity-issuer/dist/people.js')).href);
  const { accessToken } = await signIn({ issuer: `http://${host}:${ports['identity-issuer']}`, clientId: 'goufu-scenario', person, password: demoPassword }).catch(({ message }) => {
    throw new Trouble(message, '--as takes an operator of infra/identity-issuer/people.json.');
  });
  return async (method, path, body) => {
    const answer = await fetch(`http://${host}:${ports[service]}${path}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      method,
      headers: { authorization: `Bearer ${accessToken}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Trouble(`${service} does not answer.`, notWell);
    });
    const content = await answer.json();
    if (!answer.ok) throw new Trouble(`${service} answers ${answer.status}: ${content.detail ?? content.title}.`, answer.status >= 500 ? notWell : usage);
    return content;
  };
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

function printLine({ id, state, factType, key, waitsFor, reason, heldAt }) {
  print(`${state.padEnd(8)} ${id}  ${factType ?? 'unreadable'}  key ${key}  since ${heldAt}\n         ${waitsFor ? `waits for ${waitsFor}` : (reason ?? '')}`);
}
