import { randomInt } from 'node:crypto';
import { playBug, type BugReport } from './bugs/play-bugs.js';
import { readSeededBugs } from './bugs/seeded-bug.js';
import { readMatrix, WrongSpecification, type Row } from './matrix.js';
import { readOptions, WrongOption, type Options } from './options.js';
import { bugLine, finalLine, lineOf } from './report.js';
import { Run, type RowReport } from './run.js';
import { sharesOf } from './shares.js';
import { Servers } from './stack/servers.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

class BrokenOff extends Error {}

/** Never comes to an end but by Ctrl-C or SIGTERM: the servers and processes under test are to end too. */
const brokenOff = new Promise<never>((_resolve, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new BrokenOff(`broken off by ${signal}`)));
});
brokenOff.catch(() => undefined);

async function main(options: Options): Promise<boolean> {
  const seed = options.seed ?? randomInt(1_000_000_000);
  const rows = wantedRows(options);
  const servers = await Servers.start();
  try {
    return options['seeded-bugs'] ? await proveHarness(servers, seed, options.bug) : await playMatrix(servers, seed, rows, options.kills);
  } finally {
    await servers.stop();
  }
}

function wantedRows({ rows: wanted, 'only-kills': onlyKills }: Options): Row[] {
  const matrix = readMatrix();
  const unknown = wanted?.find((number) => !matrix.some(({ row }) => row === number));
  if (unknown !== undefined) throw new WrongOption(`the matrix has no row ${unknown}`);
  const rows = matrix.filter(({ row }) => wanted?.includes(row) ?? true);
  if (!onlyKills) return rows;
  return rows.map((row) => ({ ...row, faults: row.faults.filter(({ kind }) => kind === 'kill') })).filter(({ faults }) => faults.length > 0);
}

async function playMatrix(servers: Servers, seed: number, rows: readonly Row[], kills: number): Promise<boolean> {
  say(`fault matrix: ${rows.length} rows, ${kills} kills, seed ${seed} (--seed ${seed} repeats the same moments)`);
  const run = new Run(servers, seed, sharesOf(rows, kills), say);
  const reports: RowReport[] = [];
  try {
    for (const row of rows) {
      const report = await Promise.race([run.play(row), brokenOff]);
      reports.push(report);
      for (const line of lineOf(report)) say(line);
    }
  } finally {
    if (reports.length < rows.length) say(`broken off in row ${rows[reports.length]?.row} after ${run.kills} kills; what follows counts the rows before it`);
    say(finalLine(reports));
    await run.leave();
  }
  return reports.every(({ violations }) => violations.length === 0);
}

/** Puts one known mistake after the other into the services; a mistake that nothing gives away is a hole in the harness. */
async function proveHarness(servers: Servers, seed: number, name: string | undefined): Promise<boolean> {
  const bugs = readSeededBugs().filter((bug) => name === undefined || bug.name === name);
  if (bugs.length === 0) throw new WrongOption(`there is no seeded bug "${name}"; bugs/seeded-bugs.json lists them`);
  say(`${bugs.length} seeded bugs, seed ${seed}`);
  const reports: BugReport[] = [];
  for (const bug of bugs) {
    const report = await Promise.race([playBug(servers, bug, seed), brokenOff]);
    reports.push(report);
    say(bugLine(report));
  }
  const missed = reports.filter(({ caught }) => caught === undefined).length;
  say(`${reports.length - missed} of ${reports.length} seeded bugs caught`);
  return missed === 0;
}

try {
  process.exitCode = (await main(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  process.exitCode = error instanceof WrongOption || error instanceof WrongSpecification ? 2 : error instanceof BrokenOff ? 130 : 1;
  process.stderr.write(`${error instanceof Error ? (process.exitCode === 1 && error.stack) || error.message : String(error)}\n`);
}
process.exit();
