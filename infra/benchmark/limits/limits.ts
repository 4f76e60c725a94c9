import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { resultPublished } from '@goufu/contracts';
import { KafkaBus, TOPICS } from '@goufu/messaging';
import { Client } from 'pg';
import { percentilesOf } from '../figures/percentiles.js';
import { resultMessage } from '../load/result-message.js';
import { Purchases } from '../seed/purchases.js';
import { addressOf, copyDatabase, dropDatabase, inDatabase } from '../world/database.js';
import type { Stack } from '../world/stack.js';

/** Limits measured in one repeat, by name. */
export type Limits = Readonly<Record<string, number>>;

const DATABASE = 'goufu_benchmark_limits';
const sample = new Purchases({ purchases: 100, lines: 1, overBudget: 0 });

/** What nothing that stands on these servers can beat: bare commits, the disk, the broker, the codec. */
export async function limitsOf(stack: Stack, seconds: number): Promise<Limits> {
  return { ...(await commitLimits(stack, seconds, '')), 'fdatasync of 8 kB, per second': fsyncRate(stack.folder, seconds), ...(await brokerLimits(stack, seconds)), ...codecRates(seconds) };
}

/** Commits of one row each, by one and by sixteen connections. */
export async function commitLimits(stack: Stack, seconds: number, suffix: string): Promise<Limits> {
  try {
    await copyDatabase(stack, stack.mould, DATABASE);
    await inDatabase(stack, DATABASE, (client) => client.query('CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fen bigint NOT NULL)'));
    const one = await commitRate(stack, 1, seconds);
    const many = await commitRate(stack, 16, seconds);
    return { [`one-row commits${suffix}, 1 connection, per second`]: one, [`one-row commits${suffix}, 16 connections, per second`]: many };
  } finally {
    await dropDatabase(stack, DATABASE);
  }
}

async function commitRate(stack: Stack, connections: number, seconds: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: addressOf(stack.adminUrl, DATABASE) });
      await client.connect();
      return client;
    }),
  );
  const began = performance.now();
  const until = began + seconds * 1000;
  const counts = await Promise.all(
    clients.map(async (client) => {
      let commits = 0;
      for (; performance.now() < until; commits += 1) await client.query({ name: 'bare', text: 'INSERT INTO bare (fen) VALUES ($1)', values: [commits] });
      return commits;
    }),
  );
  const elapsed = performance.now() - began;
  await Promise.all(clients.map((client) => client.end()));
  return (counts.reduce((sum, count) => sum + count, 0) * 1000) / elapsed;
}

function fsyncRate(folder: string, seconds: number): number {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(8_192, 1);
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < seconds * 1000; count += 1) {
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
  }
  const rate = (count * 1000) / (performance.now() - began);
  closeSync(file);
  rmSync(path);
  return rate;
}

/** One record at a time: until the broker has acknowledged it, and from there until a consumer has it. */
async function brokerLimits(stack: Stack, seconds: number): Promise<Limits> {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const bus = new KafkaBus({ brokers: stack.brokers.split(','), clientId: 'limits', topicPrefix: `limits-${process.pid}-${Math.round(performance.now())}.`, log: silent });
  const topics = TOPICS.filter(({ topic }) => topic === 'evaluation');
  const [produced, fetched]: [number[], number[]] = [[], []];
  let received = (_at: number): void => undefined;
  try {
    await bus.ensureTopics(topics);
    const reader = await bus.subscribe({
      group: 'limits',
      topics: ['evaluation'],
      onBatch: async ({ messages }, context) => {
        const last = messages.at(-1);
        if (last) context.done(last.offset + 1n);
        received(performance.now());
      },
      onCrash: () => undefined,
    });
    const began = performance.now();
    for (let i = 0; performance.now() - began < seconds * 2_000; i += 1) {
      const arrival = new Promise<number>((resolve) => (received = resolve));
      const sentAt = performance.now();
      await bus.publish('evaluation', [resultMessage(i, sample.at(i % 100))]);
      const acknowledged = performance.now();
      const arrived = await arrival;
      // The first of each partition pay for the connection and the group.
      if (i < 50) continue;
      produced.push(acknowledged - sentAt);
      fetched.push(Math.max(0, arrived - acknowledged));
    }
    await reader.stop();
  } finally {
    await bus.deleteTopics(topics.map(({ topic }) => topic));
    await bus.close();
  }
  const [produce, fetch] = [percentilesOf(produced), percentilesOf(fetched)];
  return { 'produce one record, p50 ms': produce.p50, 'produce one record, p99 ms': produce.p99, 'fetch after the acknowledgement, p50 ms': fetch.p50, 'fetch after the acknowledgement, p99 ms': fetch.p99 };
}

function codecRates(seconds: number): Limits {
  const { value } = resultMessage(1, sample.at(1));
  const rate = (work: () => void): number => {
    const began = performance.now();
    let count = 0;
    for (; performance.now() - began < seconds * 1000; count += 100) for (let i = 0; i < 100; i += 1) work();
    return (count * 1000) / (performance.now() - began);
  };
  return {
    'JSON to checked result and back, per second': rate(() => JSON.stringify(resultPublished.schema.parse(JSON.parse(value)))),
    'JSON alone, per second': rate(() => JSON.stringify(JSON.parse(value))),
  };
}
