import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { basisPoints } from '../vocabulary.js';
import { createClient, type Client } from './client.js';
import { page, pageOf } from './page.js';
import { ProblemError } from './problem.js';

const orderId = '0198f0a0-0000-7000-8000-000000000711';

const approve = defineRoute({
  id: 'approve',
  method: 'POST',
  path: '/payment-orders/:orderId/approvals/:step',
  summary: 'Approves',
  allow: ['finance-approver'],
  params: z.object({ orderId: uuid, step: z.string() }),
  body: z.strictObject({ contentHash: z.string() }),
  response: z.object({ given: z.int() }),
});
const list = defineRoute({
  id: 'list',
  method: 'GET',
  path: '/payment-orders',
  summary: 'Lists',
  allow: 'signed-in',
  query: page.extend({ status: z.array(z.string()).optional() }),
  response: pageOf(z.object({ shareBp: basisPoints })),
});
const upload = defineRoute({
  id: 'upload',
  method: 'POST',
  path: '/files',
  summary: 'Uploads',
  allow: ['agency'],
  consumes: 'multipart',
  body: z.strictObject({ code: z.string() }),
  response: z.object({}),
});

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that answers the same to everything, and remembers what it was asked. */
let answer: { status: number; body: string };
let seen: Seen[];
let server: Server;
let client: Client;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  client = createClient({ baseUrl: `http://127.0.0.1:${port}/api`, headers: () => ({ authorization: 'Bearer token' }) });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

describe('a call', () => {
  test('fills the path, sends the body as JSON under its key, and answers the parsed response', async () => {
    answer = { status: 200, body: '{"given":2,"addedLater":true}' };
    const response = await client.call(approve, { params: { orderId, step: 'a/b' }, body: { contentHash: 'ff' }, idempotencyKey: 'key-1' });
    expect(response).toEqual({ given: 2 });
    expect(seen).toMatchObject([{ method: 'POST', url: `/api/payment-orders/${orderId}/approvals/a%2Fb`, body: '{"contentHash":"ff"}' }]);
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'content-type': 'application/json', 'idempotency-key': 'key-1' });
  });

  test('needs nothing where nothing is required, and leaves out what is not given', async () => {
    answer = { status: 200, body: '{"items":[{"shareBp":8950}]}' };
    expect(await client.call(list, {})).toEqual({ items: [{ shareBp: 8950 }] });
    await client.call(list, { query: { limit: 5, after: undefined, status: ['approved', 'in transit'] } });
    expect(seen.map(({ url }) => url)).toEqual(['/api/payment-orders', '/api/payment-orders?limit=5&status=approved&status=in+transit']);
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
  });

  test('sends a file behind the fields of its form', async () => {
    answer = { status: 200, body: '{}' };
    await client.call(upload, { body: { code: 'mid-term-report' }, file: { name: 'report.pdf', content: new Blob(['%PDF']) } });
    expect(seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0]?.body).toMatch(/name="code"[^]*mid-term-report[^]*name="file"; filename="report\.pdf"[^]*%PDF/);
  });

  test('refuses to ask for a path with a hole in it', async () => {
    await expect(client.call(approve, { params: { orderId, step: '' }, body: { contentHash: 'ff' } })).rejects.toThrow(RangeError);
    expect(seen).toEqual([]);
  });

  test('fails when the answer is not what the contract promises', async () => {
    answer = { status: 200, body: '{"given":"two"}' };
    await expect(client.call(approve, { params: { orderId, step: '1' }, body: { contentHash: 'ff' } })).rejects.toThrow(z.ZodError);
  });
});

describe('a refusal', () => {
  const refused = {
    type: 'urn:goufu:problem:payment-order.same-approver-twice',
    title: '同一人不能重复审批',
    status: 409,
    detail: 'the same person may not approve twice',
    code: 'payment-order.same-approver-twice',
    messages: { zh: '同一人不能重复审批', en: 'the same person may not approve twice' },
    rule: 'R70',
    errors: [{ field: '/body/contentHash', zh: '已变更', en: 'changed' }],
  };

  const problemOf = async (): Promise<unknown> => client.call(list, {}).then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  );

  test('is thrown with its code, its rule and its words', async () => {
    answer = { status: 409, body: JSON.stringify(refused) };
    expect(await problemOf()).toEqual(refused);
  });

  test.each(['<html>Bad gateway</html>', '', '{"status":502}'])('of somebody who is no service still has words: %p', async (body) => {
    answer = { status: 502, body };
    expect(await problemOf()).toMatchObject({ status: 502, code: 'response.unreadable' });
  });
});
