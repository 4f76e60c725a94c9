/** npm run status: who runs, where, since when, how much memory it holds, and whether it is well. */
import { readFileSync } from 'node:fs';
import { httpReady } from './lib/health.mjs';
import { openHome } from './lib/home.mjs';
import { knowsItself } from './lib/kafka.mjs';
import { localDir } from './lib/paths.mjs';
import { accepts } from './lib/postgres.mjs';
import { running } from './lib/processes.mjs';
import { answersPing } from './lib/redis.mjs';
import { orSayWhy } from './lib/say.mjs';
import { names } from './lib/stack.mjs';

const checks = { postgres: accepts, kafka: knowsItself, redis: answersPing };

await orSayWhy(async () => {
  const home = openHome(localDir);
  const rows = await Promise.all(names.map((name) => rowOf(name, running(home, name))));
  print([['process', 'pid', 'port', 'memory', 'uptime', 'health'], ...rows]);
  const total = names.reduce((sum, name) => sum + memoryOf(running(home, name)), 0);
  process.stdout.write(`${'total'.padEnd(20)} ${Math.round(total)} MB\n`);
  if (rows.every((row) => row.at(-1) === 'ready')) return;
  process.stdout.write('\nnpm start brings up what does not run; npm run logs -- <process> tells why one is not ready; npm run held, what waits for a person.\n');
  process.exitCode = 1;
});

async function rowOf(name, record) {
  if (record === null) return [name, '-', '-', '-', '-', 'not running'];
  const check = checks[name] ?? (({ url }) => httpReady(url));
  const health = await check(record).then(() => 'ready', (error) => `not ready: ${error.message}`);
  return [name, record.pid, record.port, `${Math.round(memoryOf(record))} MB`, since(record.startedAt), health];
}

/** Memory of a process and its children in MB: proportional set size, so that what they share counts once. */
function memoryOf(record) {
  if (record === null) return 0;
  return family(record.pid).reduce((sum, pid) => sum + proportionalMb(pid), 0);
}

function family(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

function proportionalMb(pid) {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`));
  return kilobytes === null ? 0 : Number(kilobytes[1]) / 1024;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function since(startedAt) {
  const minutes = Math.floor((Date.now() - Date.parse(startedAt)) / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} d`;
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  widths[0] = 20;
  for (const row of rows) process.stdout.write(`${row.map((cell, column) => String(cell).padEnd(widths[column])).join('  ').trimEnd()}\n`);
}
