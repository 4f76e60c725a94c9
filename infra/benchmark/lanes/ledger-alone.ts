import type { Client } from 'pg';
import { brokenBooks } from '../checks/verdict.js';
import type { Purchases } from '../seed/purchases.js';
import { addressOf, connected, copyDatabase, dropDatabase, inDatabase } from '../world/database.js';
import type { Stack } from '../world/stack.js';
import { ledgerCall, type LedgerCall } from './ledger-call.js';

/** Releases in one call of the ledger, as a chunk of the service has them. */
const BATCH = 100;
const DATABASE = 'goufu_benchmark_ledger';

export interface LedgerResult {
  readonly perSecond: number;
  readonly broken: readonly string[];
}

/** The ledger without Kafka, domain and facts: releases posted in batches over one connection, a commit per batch. */
export async function ledgerAlone(stack: Stack, seeded: string, purchases: Purchases, seconds: number): Promise<LedgerResult> {
  try {
    await copyDatabase(stack, seeded, DATABASE);
    const rate = await connected(addressOf(stack.funding.env['DATABASE_URL'] ?? '', DATABASE), (client) => postFor(client, purchases, seconds));
    const broken = await inDatabase(stack, DATABASE, brokenBooks);
    return { perSecond: broken.length > 0 ? 0 : rate, broken };
  } finally {
    await dropDatabase(stack, DATABASE);
  }
}

async function postFor(client: Client, purchases: Purchases, seconds: number): Promise<number> {
  const calls: LedgerCall[] = [];
  const affordable = Array.from({ length: purchases.plan.purchases }, (_, result) => purchases.ofResult(result)).filter(({ amountFen, committedFen }) => committedFen >= amountFen);
  for (let from = 0; from < affordable.length; from += BATCH) calls.push(ledgerCall(affordable.slice(from, from + BATCH)));
  const warm = Math.ceil(calls.length / 10);
  for (const call of calls.slice(0, warm)) await client.query(call);
  const began = performance.now();
  let posted = 0;
  for (const call of calls.slice(warm)) {
    await client.query(call);
    posted += BATCH;
    if (performance.now() - began > seconds * 1000) break;
  }
  return (posted * 1000) / (performance.now() - began);
}
