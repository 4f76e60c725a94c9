/** A home is one folder with the data, logs, ports and secrets of one set of processes: `.local`, or a test's own folder. */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './ports.mjs';
import { Trouble } from './say.mjs';

/** Opens (and makes) a home. Folders are for their owner only: they hold passwords. */
export function openHome(dir) {
  const at = resolve(dir);
  const home = { dir: at, logs: join(at, 'logs'), run: join(at, 'run') };
  try {
    for (const folder of [home.dir, home.logs, home.run]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    throw new Trouble(`the folder ${at} cannot be written by you (${error.code}).`, `sudo chown -R "$(id -un)" ${at}, or remove it as its owner.`);
  }
  return home;
}

/** The ports of `names`: chosen free the first time, the same ever after (the issuer's address must not move). */
export async function portsOf(home, names) {
  const file = join(home.dir, 'ports.json');
  const ports = readJson(file, {});
  for (const name of names) ports[name] ??= await freePort(Object.values(ports));
  writeJson(file, ports);
  return ports;
}

/** A secret of this home, `bytes` long, made the first time it is asked for. Encoding `hex` or `base64`. */
export function secretOf(home, name, bytes = 24, encoding = 'hex') {
  const file = join(home.dir, 'secrets.json');
  const secrets = readJson(file, {});
  if (secrets[name] === undefined) {
    secrets[name] = randomBytes(bytes).toString(encoding);
    writeJson(file, secrets);
  }
  return secrets[name];
}

/** Reads a JSON file; `otherwise` when it does not exist. */
export function readJson(file, otherwise) {
  if (!existsSync(file)) return otherwise;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Trouble(`${file} is not readable JSON.`, `remove ${file} and run the command again.`);
  }
}

/** Writes a JSON file whole or not at all, readable by its owner only. */
export function writeJson(file, value) {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}
