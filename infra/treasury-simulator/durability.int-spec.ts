import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Journal } from './journal.js';

const MAIN = fileURLToPath(new URL('dist/main.js', import.meta.url));
const OPENING = 1_000_000;
const totals = z.object({ totalFen: z.string(), accounts: z.array(z.object({ accountId: z.string(), balanceFen: z.string() })) });
const entries = z.object({ entries: z.array(z.unknown()) }).loose();
const enquiry = z.object({ status: z.string().optional(), code: z.string().optional() });

let dataDir: string;
let treasury: ChildProcess;
let address: string;

async function start(): Promise<void> {
  treasury = spawn(process.execPath, [MAIN], {
    env: { GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!treasury.stdout) throw new Error('no output of the treasury');
  for await (const line of createInterface(treasury.stdout)) {
    address = /http:\S+/.exec(line)?.[0] ?? '';
    return;
  }
  throw new Error('the treasury did not start; is it built?');
}

async function kill(): Promise<void> {
  const exited = once(treasury, 'exit');
  treasury.kill('SIGKILL');
  await exited;
}

const send = (method: string, path: string, body: object) =>
  fetch(`${address}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const post = (path: string, body: object) => send('POST', path, body);
const setClock = (at: string) => send('PUT', '/clock', { at });
const pay = (endToEndId: string) =>
  post('/payments', { endToEndId, debtorAccount: 'TREASURY', creditorAccount: 'AGENCY', amountFen: '7', currency: 'CNY', executionDate: '2026-03-02' });
const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> =>
  schema.parse(await (await fetch(`${address}${path}`)).json());

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'treasury-'));
  await start();
  await post('/accounts', { accountId: 'TREASURY', name: '国库', openingBalanceFen: String(OPENING) });
  await post('/accounts', { accountId: 'AGENCY', name: '机构', openingBalanceFen: '0' });
});

afterEach(async () => {
  await kill();
  await rm(dataDir, { recursive: true });
});

describe('a treasury killed while it pays', () => {
  it('has booked every payment that it answered, and each of the others once or never', async () => {
    const ids = Array.from({ length: 300 }, (_, i) => `P${i}`);
    const answered = new Set<string>();
    const sendAll = Promise.all(
      ids.map(async (id) => {
        const answer = await pay(id).catch(() => undefined);
        if (answer?.status === 202) answered.add(id);
        if (answered.size === 40) treasury.kill('SIGKILL');
      }),
    );
    await once(treasury, 'exit');
    await sendAll;
    expect(answered.size).toBeLessThan(ids.length);

    await start();
    const booked: string[] = [];
    for (const id of ids) if ((await read(`/payments/${id}`, enquiry)).status === 'booked') booked.push(id);
    expect(booked).toEqual(expect.arrayContaining([...answered]));
    const { totalFen, accounts } = await read('/accounts', totals);
    expect(totalFen).toBe(String(OPENING));
    expect(accounts.find((account) => account.accountId === 'AGENCY')?.balanceFen).toBe(String(7 * booked.length));

    for (const id of ids) await pay(id);
    expect((await read('/accounts', totals)).accounts).toMatchObject([{ balanceFen: String(OPENING - 7 * ids.length) }, { balanceFen: String(7 * ids.length) }]);
  });
});

describe('a treasury killed after it paid', () => {
  it('tells the same statement as before', async () => {
    await setClock('2026-03-02T01:00:00.000Z');
    await pay('P1');
    await setClock('2026-03-03T01:00:00.000Z');
    const before = await read('/statements?account=AGENCY', entries);
    expect(before.entries).toMatchObject([{ bookedOn: '2026-03-02' }]);
    await kill();
    await start();
    expect(await read('/statements?account=AGENCY', entries)).toEqual(before);
  });
});

describe('the journal', () => {
  it('drops a torn last line and goes on after it', async () => {
    await pay('P1');
    await kill();
    const path = join(dataDir, 'journal.jsonl');
    const whole = await readFile(path, 'utf8');
    await appendFile(path, '{"type":"payment-rec');
    await start();
    expect(await readFile(path, 'utf8')).toBe(whole);
    await pay('P2');
    expect((await read('/accounts', totals)).accounts).toMatchObject([{ balanceFen: String(OPENING - 14) }, { balanceFen: '14' }]);
  });

  it('is not read past a line that is no record', async () => {
    await kill();
    await appendFile(join(dataDir, 'journal.jsonl'), '{"type":"unheard-of"}\n');
    expect(() => new Journal(dataDir)).toThrow('type');
    await rm(join(dataDir, 'journal.jsonl'));
    await start();
  });
});
