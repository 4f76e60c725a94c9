/** One command at a time per home: `npm start` twice, or several test runs that all want the same servers. */
import { linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readJson, writeJson } from './home.mjs';
import { identity, isAlive } from './processes.mjs';
import { say } from './say.mjs';

/** Runs `work` while holding the home's lock. A lock whose holder is dead is taken over. */
export async function alone(home, work) {
  const file = join(home.dir, 'lock.json');
  const mine = `${file}.of-${process.pid}`;
  writeJson(mine, identity(process.pid));
  try {
    for (let told = false; !taken(file, mine); told = true) {
      if (!told) say('lock', `another command is at work in ${home.dir}; waiting for it`);
      await pause(200);
    }
    try {
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function taken(file, mine) {
  if (linked(mine, file)) return true;
  const holder = readJson(file, null);
  if (holder !== null && !isAlive(holder)) discard(file, holder, mine);
  return false;
}

/** Removes a dead holder's lock, and puts back the lock of somebody who was quicker. */
function discard(file, holder, mine) {
  const aside = `${mine}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readJson(aside, null)?.pid !== holder.pid) linked(aside, file);
  rmSync(aside, { force: true });
}

function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}
