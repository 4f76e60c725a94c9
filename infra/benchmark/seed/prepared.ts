import type { Plan } from '../plan.js';
import { seededDatabase } from '../world/database.js';
import type { Stack } from '../world/stack.js';
import { seedPgledger } from './pgledger.js';
import { Purchases } from './purchases.js';
import { seed } from './seed.js';

/** A seeded database that runs copy, and what waits in it. */
export interface Prepared {
  readonly seeded: string;
  readonly purchases: Purchases;
}

export type Say = (what: string) => void;

/** History and so many waiting purchases on so many budget lines; made once, found again by the runs that follow. */
export async function prepare(stack: Stack, { history, overBudget }: Plan, lines: number, purchases: number, say: Say): Promise<Prepared> {
  const seedPlan = { history, overBudget, lines, purchases };
  const seeded = ['goufu_seed', history, seedPlan.purchases, lines, Math.round(overBudget * 10_000)].join('_');
  await timed(`${history.toLocaleString('en-US')} paid results and ${seedPlan.purchases.toLocaleString('en-US')} that wait, on ${lines} budget line${lines === 1 ? '' : 's'}`, say, () =>
    seededDatabase(stack, seeded, stack.mould, (client) => seed(client, seedPlan)),
  );
  return { seeded, purchases: new Purchases(seedPlan) };
}

/** The same, with everything in pgledger as well. */
export async function preparePgledger(stack: Stack, path: string, { seeded, purchases }: Prepared, say: Say): Promise<Prepared> {
  const own = `${seeded}_pgledger`;
  await timed('the same for pgledger', say, () => seededDatabase(stack, own, seeded, (client) => seedPgledger(client, path, purchases.plan)));
  return { seeded: own, purchases };
}

async function timed(what: string, say: Say, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  say(`${what}: prepared in ${Math.round((performance.now() - began) / 1000)} s`);
}
