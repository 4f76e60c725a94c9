import type { Client } from 'pg';
import { brokenBooks } from '../checks/verdict.js';
import { idOf, accountOf, JURISDICTION, YEAR, type Purchase, type Purchases } from '../seed/purchases.js';
import { addressOf, connected, copyDatabase, dropDatabase, inDatabase } from '../world/database.js';
import type { Stack } from '../world/stack.js';

/** Releases in one call of the ledger, as a chunk of the service has them. */
const BATCH = 100;
const DATABASE = 'goufu_benchmark_ledger';

const POST = `SELECT post_transfers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;

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
  const calls: unknown[][] = [];
  const affordable = Array.from({ length: purchases.plan.purchases }, (_, result) => purchases.ofResult(result)).filter(({ amountFen, committedFen }) => committedFen >= amountFen);
  for (let from = 0; from < affordable.length; from += BATCH) calls.push(callOf(affordable.slice(from, from + BATCH)));
  const warm = Math.ceil(calls.length / 10);
  for (const call of calls.slice(0, warm)) await client.query({ name: 'post', text: POST, values: call });
  const began = performance.now();
  let posted = 0;
  for (const call of calls.slice(warm)) {
    await client.query({ name: 'post', text: POST, values: call });
    posted += BATCH;
    if (performance.now() - began > seconds * 1000) break;
  }
  return (posted * 1000) / (performance.now() - began);
}

/** Two transfers for each release: Committed → Payable, Treasury → Owed. */
function callOf(batch: readonly Purchase[]): unknown[] {
  const legs = batch.flatMap(({ trancheId, commitmentId, purchaseId, line, amountFen }) => {
    const about = { trancheId, purchaseId, amount: amountFen.toString() };
    return [
      { ...about, leg: 0, from: accountOf('budget', 'committed', commitmentId, line), to: accountOf('budget', 'payable', trancheId, line) },
      { ...about, leg: 1, from: accountOf('cash', 'treasury', null, line), to: accountOf('cash', 'owed', null, line) },
    ];
  });
  const account = (id: string, book: string, stage: string, holder: string | null, line: number) => [id, { id, book, stage, holder, lineId: idOf('line', line) }] as const;
  const accounts = [
    ...new Map(
      batch.flatMap(({ commitmentId, trancheId, line }) => [
        account(accountOf('budget', 'committed', commitmentId, line), 'budget', 'committed', commitmentId, line),
        account(accountOf('budget', 'payable', trancheId, line), 'budget', 'payable', trancheId, line),
        account(accountOf('cash', 'treasury', null, line), 'cash', 'treasury', null, line),
        account(accountOf('cash', 'owed', null, line), 'cash', 'owed', null, line),
      ]),
    ).values(),
  ];
  return [
    accounts.map(({ id }) => id),
    accounts.map(({ book }) => book),
    accounts.map(({ stage }) => stage),
    accounts.map(({ holder }) => holder),
    accounts.map(({ lineId }) => lineId),
    accounts.map(() => YEAR),
    accounts.map(() => JURISDICTION),
    legs.map(({ trancheId }) => trancheId),
    legs.map(({ leg }) => leg),
    legs.map(() => 'released'),
    legs.map(({ from }) => from),
    legs.map(({ to }) => to),
    legs.map(({ amount }) => amount),
    legs.map(({ purchaseId }) => purchaseId),
    legs.map(() => JURISDICTION),
    '2026-11-02T01:00:00.000Z',
  ];
}
