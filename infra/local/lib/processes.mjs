/**
 * Detached processes that outlive the command that started them. Each leaves `run/<name>.json` with its pid and the moment it started,
 * as the kernel counts it, so that a pid which now belongs to somebody else is never signalled.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readJson, writeJson } from './home.mjs';
import { lastLinesOf, Trouble } from './say.mjs';

const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
const logLimit = 20_000_000;

/** Starts a process in its own group with stdout and stderr in `logs/<name>.log`. `about` (port, entry …) is kept in the record. */
export async function launch(home, name, { command, args, env, cwd, uid, gid, about = {} }) {
  const log = openLog(home, name);
  const logFrom = fstatSync(log).size;
  const child = spawn(command, args, { cwd, env, uid, gid, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Trouble(`${command} cannot be run (${error.code}).`, `check that ${command} exists and is executable.`)));
  });
  child.unref();
  const record = { name, ...identity(child.pid), startedAt: new Date().toISOString(), logFrom, ...about };
  writeJson(recordFile(home, name), record);
  return record;
}

/** The record of a process that was started here and still lives, else null. A record left by a dead one is removed. */
export function running(home, name) {
  const record = readJson(recordFile(home, name), null);
  if (record === null || isAlive(record)) return record;
  rmSync(recordFile(home, name), { force: true });
  return null;
}

/** What tells this process from any other that ever has its pid. */
export const identity = (pid) => ({ pid, ticks: ticksOf(pid), boot });

export function isAlive({ pid, ticks, boot: since }) {
  return since === boot && ticks !== null && ticksOf(pid) === ticks;
}

/** Ends a process: `signal`, then SIGKILL to its whole group after `graceMs`. Returns how it ended. */
export async function end(home, record, { signal = 'SIGTERM', graceMs = 15_000 } = {}) {
  const ended = (await asked(record, signal, graceMs)) ? 'stopped' : 'killed';
  if (ended === 'killed') {
    send(-record.pid, 'SIGKILL');
    await gone(record, 5_000);
  }
  rmSync(recordFile(home, record.name), { force: true });
  return ended;
}

async function asked(record, signal, graceMs) {
  if (signal === 'SIGKILL' || !isAlive(record)) return !isAlive(record);
  send(record.pid, signal);
  return gone(record, graceMs);
}

async function gone(record, withinMs) {
  const until = performance.now() + withinMs;
  while (isAlive(record) && performance.now() < until) await pause(50);
  return !isAlive(record);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The last `lines` lines that a process logged since it was started; of what an earlier one said, none is to blame. */
export function lastLines(home, { name, logFrom = 0 }, lines = 12) {
  const file = logFile(home, name);
  return existsSync(file) ? lastLinesOf({ stdout: readFileSync(file).subarray(logFrom).toString() }, lines) : '';
}

export const logFile = (home, name) => join(home.logs, `${name}.log`);
const recordFile = (home, name) => join(home.run, `${name}.json`);

function openLog(home, name) {
  const file = logFile(home, name);
  if (existsSync(file) && statSync(file).size > logLimit) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** When the process started, in clock ticks since boot; null when there is none or only its zombie. */
function ticksOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : Number(fields[19]);
  } catch {
    return null;
  }
}
