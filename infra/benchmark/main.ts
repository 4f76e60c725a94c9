import { writeFileSync } from 'node:fs';
import { bench } from './bench.js';
import { planFrom, WrongOption } from './plan.js';
import { documentOf } from './report/document.js';
import { brokenList } from './report/table.js';
import { stackFrom } from './world/stack.js';

const began = performance.now();
const say = (what: string): void => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`);

try {
  const plan = planFrom(process.argv.slice(2));
  const stack = stackFrom(process.env);
  const measured = await bench(stack, plan, say);
  const document = documentOf(stack, plan, measured, new Date());
  console.log(`\n${document}`);
  if (plan.write) writeFileSync(stack.document, document);
  process.exit(brokenList(measured.points, measured.ledger) ? 1 : 0);
} catch (error) {
  console.error(error instanceof WrongOption ? error.message : error);
  process.exit(1);
}
