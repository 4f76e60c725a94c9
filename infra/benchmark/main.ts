import { bench } from './bench.js';
import { planFrom, WrongOption } from './plan.js';
import { brokenList, latencyTable, throughputTable } from './report/table.js';
import { stackFrom } from './world/stack.js';

const began = performance.now();
const say = (what: string): void => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`);

try {
  const results = await bench(stackFrom(process.env), planFrom(process.argv.slice(2)), say);
  const broken = brokenList(results);
  console.log(`\n${throughputTable(results)}\n\n${latencyTable(results)}\n`);
  if (broken) console.log(`Runs that broke an invariant, and therefore count nothing:\n${broken}\n`);
  process.exit(broken ? 1 : 0);
} catch (error) {
  console.error(error instanceof WrongOption ? error.message : error);
  process.exit(1);
}
