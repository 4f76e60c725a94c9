/** One command at a time per home: `npm start` twice, or several test runs that all want the same servers. */
import { readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identity, isAlive } from './processes.mjs';
import { say } from './say.mjs';

/** Runs `work` while holding the home's lock: a link that names its holder, which appears whole or not at all. */
export async function alone(home, work) {
  const lock = join(home.dir, 'lock');
  for (let told = false; !taken(lock); told = true) {
    if (!told) say('lock', `another command is at work in ${home.dir}; waiting for it`);
    await pause(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Takes the lock, or prepares for the next attempt by removing that of a dead holder. */
function taken(lock) {
  try {
    symlinkSync(JSON.stringify(identity(process.pid)), lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = holderOf(lock);
  if (holder !== null && !isAlive(JSON.parse(holder))) discard(lock, holder);
  return false;
}

/** Moves the lock aside before removing it: if somebody was quicker, what was moved is that one's lock, and it goes back. */
function discard(lock, holder) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (holderOf(aside) === holder) rmSync(aside);
    else renameSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function holderOf(lock) {
  try {
    return readlinkSync(lock);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
