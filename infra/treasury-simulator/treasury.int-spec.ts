import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { configFrom } from './config.js';
import { serverFor } from './server.js';

const page = z.object({
  entries: z.array(z.object({ entryRef: z.string(), amountFen: z.string(), creditDebit: z.string(), endToEndId: z.string(), returnCode: z.string().optional(), counterparty: z.object({ account: z.string() }) })),
  openingBalanceFen: z.string(),
  closingBalanceFen: z.string(),
  nextCursor: z.string(),
});

let dataDir: string;
let server: FastifyInstance;
let address: string;

const start = async (extra: NodeJS.ProcessEnv = {}): Promise<void> => {
  server = serverFor(configFrom({ GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...extra }));
  address = await server.listen({ port: 0, host: '127.0.0.1' });
};

const call = (method: string, path: string, body?: object, signal?: AbortSignal) =>
  fetch(`${address}${path}`, { method, signal: signal ?? null, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) });
const pay = (endToEndId: string, over: object = {}, signal?: AbortSignal) =>
  call('POST', '/payments', { endToEndId, debtorAccount: 'TREASURY', creditorAccount: 'AGENCY', amountFen: '1000', currency: 'CNY', executionDate: '2026-03-02', ...over }, signal);
const json = async (response: Promise<Response>): Promise<unknown> => (await response).json();
const statusOf = (endToEndId: string) => json(call('GET', `/payments/${endToEndId}`));
const statement = async (after = '0', limit = 100) => page.parse(await json(call('GET', `/statements?account=TREASURY&after=${after}&limit=${limit}`)));
const refs = (read: z.infer<typeof page>) => read.entries.map((entry) => entry.entryRef);
const hostile = (...rules: object[]) => call('PUT', '/hostility', { seed: 7, rules });
/** Sends an instruction that hostility strikes, and gives up once it has: by then there is an answer, or there will be none. */
const payInVain = async (endToEndId: string): Promise<unknown> => {
  const ending = new AbortController();
  const answer = pay(endToEndId, {}, ending.signal).catch((error: unknown) => error);
  await eventually(async () => expect(await json(call('GET', '/hostility'))).toMatchObject({ rules: [{ times: 0 }] }));
  ending.abort();
  return answer;
};
const total = () => json(call('GET', '/accounts'));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'treasury-'));
  await start();
  await call('PUT', '/clock', { at: '2026-03-02T01:00:00.000Z' });
  await call('POST', '/accounts', { accountId: 'TREASURY', name: '国库集中支付账户', openingBalanceFen: '100000' });
  await call('POST', '/accounts', { accountId: 'AGENCY', name: '演示一号社会工作服务中心', openingBalanceFen: '0' });
  await call('POST', '/accounts', { accountId: 'OTHER', name: '演示二号社会工作服务中心', openingBalanceFen: '0' });
});

afterEach(async () => {
  await server.close();
  await rm(dataDir, { recursive: true });
});

describe('a payment', () => {
  it('is accepted, then told by the statement', async () => {
    const answer = await pay('P1');
    expect([answer.status, await answer.json()]).toEqual([202, { endToEndId: 'P1', status: 'accepted' }]);
    expect(await statusOf('P1')).toEqual({ endToEndId: 'P1', status: 'booked' });
    expect(await statement()).toMatchObject({
      entries: [{ entryRef: 'E000000001', amountFen: '1000', creditDebit: 'DBIT', endToEndId: 'P1', counterparty: { account: 'AGENCY' } }],
      openingBalanceFen: '100000',
      closingBalanceFen: '99000',
      nextCursor: '1',
    });
    expect(await json(call('GET', '/accounts/AGENCY'))).toMatchObject({ balanceFen: '1000', status: 'open' });
  });

  it('is taken once, and its id stands for nothing else', async () => {
    expect(await json(pay('P1'))).toEqual(await json(pay('P1')));
    expect((await pay('P1', { amountFen: '1001' })).status).toBe(409);
    expect(await statement()).toMatchObject({ closingBalanceFen: '99000' });
  });

  it('is rejected with an ISO reason, and moves nothing', async () => {
    await call('PUT', '/accounts/AGENCY/status', { status: 'closed' });
    expect(await json(pay('P1'))).toEqual({ endToEndId: 'P1', status: 'rejected', reason: { code: 'AC04' } });
    expect(await json(pay('P2', { creditorAccount: 'OTHER', amountFen: '100001' }))).toMatchObject({ reason: { code: 'AM04' } });
    expect((await statement()).entries).toEqual([]);
  });

  it('waits for its execution date', async () => {
    await pay('P1', { executionDate: '2026-03-04' });
    expect(await statusOf('P1')).toMatchObject({ status: 'accepted' });
    await call('PUT', '/clock', { at: '2026-03-03T16:00:00.000Z' });
    expect(await statusOf('P1')).toMatchObject({ status: 'booked' });
  });

  it('that was never received is definitely unknown', async () => {
    const answer = await call('GET', '/payments/P9');
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'never-received' }]);
  });

  it.each([
    ['no amount', { amountFen: '0' }],
    ['a fraction', { amountFen: '10.5' }],
    ['an id of 36 characters', { endToEndId: 'x'.repeat(36) }],
    ['another currency', { currency: 'USD' }],
    ['a day that does not exist', { executionDate: '2026-02-30' }],
  ])('with %s is malformed', async (_what, over) => {
    expect((await pay('P1', over)).status).toBe(400);
  });
});

describe('hostility', () => {
  it('pays, then times out', async () => {
    await hostile({ kind: 'pays-then-times-out' });
    expect(await payInVain('P1')).toMatchObject({ name: 'AbortError' });
    expect(await statusOf('P1')).toMatchObject({ status: 'booked' });
    expect(await json(pay('P1'))).toMatchObject({ status: 'accepted' });
    expect(await statement()).toMatchObject({ closingBalanceFen: '99000' });
  });

  it('times out without paying', async () => {
    await hostile({ kind: 'times-out-without-paying' });
    expect(await payInVain('P1')).toMatchObject({ name: 'AbortError' });
    expect((await call('GET', '/payments/P1')).status).toBe(404);
  });

  it('is slow', async () => {
    await hostile({ kind: 'slow', delayMs: 600_000, match: { endToEndId: 'P1' } });
    expect(await payInVain('P1')).toMatchObject({ name: 'AbortError' });
    expect((await pay('P2')).status).toBe(202);
  });

  it('books a wrong amount, the same for the same seed', async () => {
    await hostile({ kind: 'wrong-amount', times: 2 });
    await pay('P1');
    await pay('P2');
    const amounts = (await statement()).entries.map((entry) => entry.amountFen);
    expect(amounts.every((amount) => Number(amount) < 1000 && Number(amount) >= 900)).toBe(true);
    await server.close();
    await rm(join(dataDir, 'journal.jsonl'));
    await start();
    for (const accountId of ['TREASURY', 'AGENCY']) await call('POST', '/accounts', { accountId, name: accountId, openingBalanceFen: '5000' });
    await hostile({ kind: 'wrong-amount', times: 2 });
    await pay('P1');
    await pay('P2');
    expect((await statement()).entries.map((entry) => entry.amountFen)).toEqual(amounts);
  });

  it('books to a wrong account', async () => {
    await hostile({ kind: 'wrong-account', match: { account: 'AGENCY' } });
    await pay('P1');
    expect((await statement()).entries).toMatchObject([{ counterparty: { account: 'OTHER' } }]);
    expect(await total()).toMatchObject({ totalFen: '100000' });
  });

  it('returns money late', async () => {
    await hostile({ kind: 'late-return', afterDays: 2 });
    await pay('P1');
    await call('PUT', '/clock', { at: '2026-03-04T01:00:00.000Z' });
    expect(await statusOf('P1')).toEqual({ endToEndId: 'P1', status: 'returned', reason: { code: 'AC04' } });
    expect(await statement('1')).toMatchObject({
      entries: [{ creditDebit: 'CRDT', amountFen: '1000', endToEndId: 'P1', returnCode: 'AC04' }],
      closingBalanceFen: '100000',
    });
  });

  it('repeats, reorders and withholds entries, each as often as told', async () => {
    await pay('P1');
    await pay('P2');
    const [first = '', second = ''] = refs(await statement());
    await hostile({ kind: 'entry-repeated' }, { kind: 'entries-out-of-order' }, { kind: 'statement-missing' }, { kind: 'statement-twice' });
    expect(await statement()).toMatchObject({ entries: [], nextCursor: '0', closingBalanceFen: '98000' });
    expect(refs(await statement())).toEqual([first, second, second]);
    expect(refs(await statement())).toEqual([second, first]);
    expect(refs(await statement('1', 1))).toEqual([first, second]);
    expect(refs(await statement('1', 1))).toEqual([second]);
    expect(refs(await statement())).toEqual([first, second]);
  });

  it('ends when it is taken back', async () => {
    await hostile({ kind: 'times-out-without-paying', times: 100 });
    await hostile();
    expect((await pay('P1')).status).toBe(202);
  });
});

describe('callbacks', () => {
  const KEY = Buffer.alloc(32, 1);
  let listener: Server;
  let heard: string[];
  let arrived: () => void;

  const hear = (count: number) =>
    new Promise<string[]>((resolve) => {
      arrived = () => heard.length >= count && resolve(heard);
      arrived();
    });

  beforeEach(async () => {
    heard = [];
    arrived = () => undefined;
    listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { endToEndId, status, signature } = z.object({ endToEndId: z.string(), status: z.string(), signature: z.string() }).parse(JSON.parse(Buffer.concat(chunks).toString()));
        expect(signature).toBe(createHmac('sha256', KEY).update(`${endToEndId}\n${status}\n`).digest('hex'));
        heard.push(`${endToEndId} ${status}`);
        response.end();
        arrived();
      });
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const bound = z.object({ port: z.number() }).parse(listener.address());
    await server.close();
    await start({ CALLBACK_URL: `http://127.0.0.1:${bound.port}/`, CALLBACK_KEY: KEY.toString('base64') });
  });

  afterEach(async () => {
    listener.closeAllConnections();
    listener.close();
    await once(listener, 'close');
  });

  it('tell every change of status, signed', async () => {
    await pay('P1');
    expect((await hear(2)).toSorted()).toEqual(['P1 accepted', 'P1 booked']);
  });

  it('say nothing of a payment that is met with silence', async () => {
    await hostile({ kind: 'pays-then-times-out' });
    await payInVain('P1');
    await pay('P2');
    expect((await hear(2)).toSorted()).toEqual(['P2 accepted', 'P2 booked']);
  });

  it('come twice', async () => {
    await hostile({ kind: 'callback-twice', times: 2 });
    await pay('P1');
    expect((await hear(4)).toSorted()).toEqual(['P1 accepted', 'P1 accepted', 'P1 booked', 'P1 booked']);
  });

  it('come out of order', async () => {
    await hostile({ kind: 'callback-out-of-order' });
    await pay('P1');
    expect(await hear(2)).toEqual(['P1 booked', 'P1 accepted']);
  });
});
