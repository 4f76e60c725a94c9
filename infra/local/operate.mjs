/**
 * What an operator does to a running service, signed in as one:
 *   npm run held -- funding                              what waits or is parked
 *   npm run held -- funding show <id>
 *   npm run held -- funding replay|discard <id> "<why>"
 *   npm run held -- funding mend <id> <file> "<why>"     the file holds the whole body
 *   npm run facts:republish -- funding [--type T] [--subject ID] [--since INSTANT]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openHome, portsOf } from './lib/home.mjs';
import { underPinnedNode } from './lib/packages.mjs';
import { localDir, root } from './lib/paths.mjs';
import { host } from './lib/ports.mjs';
import { orSayWhy, Trouble } from './lib/say.mjs';

const usage = 'npm run held -- <service> [show|replay|discard|mend] …   or   npm run facts:republish -- <service>';

await orSayWhy(async () => {
  underPinnedNode();
  const [what, service, action = 'list', ...rest] = process.argv.slice(2);
  const ports = await portsOf(openHome(localDir), []);
  if (ports[service] === undefined) throw new Trouble(`there is no service "${service ?? ''}" in this stack.`, usage);
  const call = await caller(ports, service);
  if (what === 'republish') return republish(call, process.argv.slice(4));
  return held(call, action, rest);
});

async function held(call, action, [id, ...rest]) {
  const { items } = await call('GET', '/held-records');
  if (action === 'list') return items.length === 0 ? print('nothing is held') : items.forEach(printLine);
  if (!items.some((item) => item.id === id)) throw new Trouble(`no held record has the id "${id ?? ''}".`, 'npm run held -- <service> lists them.');
  if (action === 'show') return print(JSON.stringify(items.find((item) => item.id === id), null, 2));
  const reason = rest.at(-1);
  if (!['replay', 'discard', 'mend'].includes(action) || !reason) throw new Trouble(`"${action}" needs a reason, which is kept.`, usage);
  const body = action === 'mend' ? { body: readFileSync(rest[0], 'utf8'), reason } : { reason };
  await call('POST', `/held-records/${id}/${action}`, body);
  return print(`${action}: done, with an audit entry`);
}

async function republish(call, args) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const { queued } = await call('POST', '/facts/republish', { type: option('--type'), subject: option('--subject'), since: option('--since') });
  print(`${queued} facts are on their way to Kafka again, under their original ids`);
}

/** Calls the service's operator routes; a problem is one sentence. */
async function caller(ports, service) {
  const { signIn } = await import(pathToFileURL(join(root, 'infra/identity-issuer/dist/sign-in.js')).href);
  const { demoPassword } = await import(pathToFileURL(join(root, 'infra/identity-issuer/dist/people.js')).href);
  const { accessToken } = await signIn({ issuer: `http://${host}:${ports['identity-issuer']}`, clientId: 'goufu-scenario', person: 'operator', password: demoPassword });
  return async (method, path, body) => {
    const answer = await fetch(`http://${host}:${ports[service]}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const content = await answer.json();
    if (!answer.ok) throw new Trouble(`${service} answers ${answer.status}: ${content.detail ?? content.title}`, usage);
    return content;
  };
}

const print = (line) => process.stdout.write(`${line}\n`);
const printLine = ({ id, state, factType, key, waitsFor, reason, heldAt }) =>
  print(`${state.padEnd(8)} ${id}  ${factType ?? 'unreadable'}  key ${key}  since ${heldAt}\n         ${waitsFor ? `waits for ${waitsFor}` : (reason ?? '')}`);
