import { randomInt } from 'node:crypto';
import { readMatrix, WrongSpecification } from './matrix.js';
import { readOptions, WrongOption, type Options } from './options.js';
import { finalLine, lineOf } from './report.js';
import { Run, type RowReport } from './run.js';
import { Servers } from './stack/servers.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(options: Options): Promise<boolean> {
  const seed = options.seed ?? randomInt(1_000_000_000);
  const rows = readMatrix().filter(({ row, faults }) => (options.rows ? options.rows.includes(row) : !options['only-kills'] || faults.every(({ kind }) => kind === 'kill')));
  say(`fault matrix: ${rows.length} rows, ${options.kills} kills, seed ${seed} (--seed ${seed} repeats the same moments)`);
  const servers = await Servers.start();
  const run = new Run(servers, seed, options.kills);
  const reports: RowReport[] = [];
  try {
    for (const row of rows) {
      const report = await run.play(row);
      reports.push(report);
      for (const line of lineOf(report)) say(line);
    }
  } finally {
    await run.leave();
    await servers.stop();
  }
  say(finalLine(reports));
  return reports.every(({ violations }) => violations.length === 0);
}

try {
  process.exitCode = (await main(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  const expected = error instanceof WrongOption || error instanceof WrongSpecification;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = expected ? 2 : 1;
}
process.exit();
