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
  const rows = readMatrix().filter(({ row }) => wanted?.includes(row) ?? true);
  if (!onlyKills) return rows;
  return rows.map((row) => ({ ...row, faults: row.faults.filter(({ kind }) => kind === 'kill') })).filter(({ faults }) => faults.length > 0);
}

async function playMatrix(servers: Servers, seed: number, rows: readonly Row[], kills: number): Promise<boolean> {
  say(`fault matrix: ${rows.length} rows, ${kills} kills, seed ${seed} (--seed ${seed} repeats the same moments)`);
  const run = new Run(servers, seed, sharesOf(rows, kills));
  const reports: RowReport[] = [];
  try {
    for (const row of rows) {
      const report = await run.play(row);
      reports.push(report);
      for (const line of lineOf(report)) say(line);
    }
  } finally {
    await run.leave();
  }
  say(finalLine(reports));
  return reports.every(({ violations }) => violations.length === 0);
}

/** Puts one known mistake after the other into the services; a mistake that nothing gives away is a hole in the harness. */
async function proveHarness(servers: Servers, seed: number, name: string | undefined): Promise<boolean> {
  const bugs = readSeededBugs().filter((bug) => name === undefined || bug.name === name);
  if (bugs.length === 0) throw new WrongOption(`there is no seeded bug "${name}"; bugs/seeded-bugs.json lists them`);
  say(`${bugs.length} seeded bugs, seed ${seed}`);
  const reports: BugReport[] = [];
  for (const bug of bugs) {
    const report = await playBug(servers, bug, seed);
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
  const expected = error instanceof WrongOption || error instanceof WrongSpecification;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = expected ? 2 : 1;
}
process.exit();
