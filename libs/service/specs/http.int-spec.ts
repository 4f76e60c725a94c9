import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFrom } from '../configuration/configuration.js';
import { serverEnvironment } from '../configuration/environment.js';
import type { Problem } from '../http/problem.js';
import { startService, type RunningService } from '../start-service.js';
import { GreetingModule, greetingRoutes } from './greeting.js';
import { specIssuer, type SpecIssuer } from './issuer.js';

let issuer: SpecIssuer;
let service: RunningService;
let token: string;

beforeAll(async () => {
  issuer = await specIssuer();
  const configuration = configurationFrom(serverEnvironment, { GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', OIDC_ISSUER: issuer.url, LOG_LEVEL: 'silent' });
  service = await startService({ name: 'greeting', module: GreetingModule, config: serverEnvironment, routes: greetingRoutes }, configuration);
  token = await issuer.token();
});

afterAll(async () => {
  await service.stop();
  await issuer.close();
});

const send = (path: string, init: RequestInit = {}) =>
  fetch(`${service.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) } });

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ status: response.status, type: `urn:goufu:problem:${problem.code}`, title: problem.messages.zh, detail: problem.messages.en });
  expect(problem.messages.zh).toMatch(/\p{Script=Han}/u);
  return problem;
}

describe('a good request', () => {
  it('reaches the controller with parsed input and caller, and only declared fields come back', async () => {
    const response = await post('/greetings/li', { amountFen: '895000' });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ text: 'li 895000', actor: 'person-1', jurisdiction: '510104', traceparent: expect.stringMatching(/^00-/) });
  });

  it('goes on in the trace of its caller, also after its body was read', async () => {
    const traceId = 'a'.repeat(32);
    const response = await post('/greetings/li', { amountFen: '1' }, { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` });
    const { traceparent } = (await response.json()) as { traceparent: string };
    expect(traceparent).toContain(traceId);
    expect(traceparent).not.toContain('b'.repeat(16));
  });

  it('has an idempotency claim that is the same for the same input in another order of fields', async () => {
    const key = async (body: string) => ((await (await post('/greetings/li', body, { 'idempotency-key': 'k-1' })).json()) as { key: string }).key;
    const first = await key('{"amountFen":"1","parts":[]}');
    expect(first).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
    expect(await key('{"parts":[],"amountFen":"1"}')).toBe(first);
    expect(await key('{"amountFen":"2"}')).not.toBe(first);
  });
});

describe('bad input', () => {
  it('names every wrong field of the body by its pointer, in Chinese and English', async () => {
    const problem = await problemOf(await post('/greetings/li', { amountFen: '-1', parts: [{ year: 'x' }], more: 1 }));
    expect(problem).toMatchObject({ status: 422, code: 'request.invalid-body' });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['/body/amountFen', '/body/parts/0/year', '/body/more']);
    for (const error of problem.errors ?? []) expect(error.zh).toMatch(/\p{Script=Han}/u);
  });

  it('says of a missing field that it is required', async () => {
    const problem = await problemOf(await post('/greetings/li', {}));
    expect(problem.errors).toEqual([{ field: '/body/amountFen', zh: '必填', en: 'required' }]);
  });

  it.each([
    ['malformed JSON', () => post('/greetings/li', '{'), 400, 'request.malformed-json'],
    ['JSON that poisons prototypes', () => post('/greetings/li', '{"__proto__":{"a":1}}'), 400, 'request.malformed-json'],
    ['a JSON type without a body', () => post('/greetings/li', ''), 400, 'request.malformed-json'],
    ['a body over the limit', () => post('/greetings/li', { amountFen: '1'.repeat(1_100_000) }), 413, 'request.too-large'],
    ['text', () => post('/greetings/li', 'hello', { 'content-type': 'text/plain' }), 415, 'request.unsupported-media-type'],
    ['a form on a JSON route', () => send('/greetings/li', { method: 'POST', body: new FormData() }), 415, 'request.unsupported-media-type'],
    ['JSON on a form route', () => post('/files', {}), 415, 'request.unsupported-media-type'],
    ['a wrong parameter', () => post('/greetings/far-too-long', { amountFen: '1' }), 400, 'request.invalid-parameters'],
    ['a wrong query', () => post('/greetings/li?loud=perhaps', { amountFen: '1' }), 400, 'request.invalid-parameters'],
    ['a path that cannot be decoded', () => send('/greetings/%zz', { method: 'POST' }), 400, 'request.malformed'],
    ['an idempotency key over 200 characters', () => post('/greetings/li', { amountFen: '1' }, { 'idempotency-key': 'k'.repeat(201) }), 400, 'request.invalid-parameters'],
    ['an unknown address', () => send('/nowhere'), 404, 'request.unknown-route'],
  ])('answers %s', async (_name, request, status, code) => {
    expect(await problemOf(await request())).toMatchObject({ status, code });
  });

  it('says which methods an address takes', async () => {
    const response = await send('/greetings/li', { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('POST');
    expect(await problemOf(response)).toMatchObject({ status: 405, code: 'request.method-not-allowed' });
  });
});

describe('what goes wrong below a route', () => {
  it.each([
    ['refusal', 409, 'greeting.too-early'],
    ['23505', 409, 'request.conflict'],
    ['40001', 409, 'request.conflict'],
    ['40P01', 409, 'request.conflict'],
    ['57P01', 503, 'request.unavailable'],
    ['ECONNREFUSED', 503, 'request.unavailable'],
    ['bug', 500, 'request.internal'],
    ['bigint', 500, 'request.internal'],
  ])('%s is %d %s', async (kind, status, code) => {
    const response = await send(`/failures/${kind}`);
    const text = await response.clone().text();
    expect(await problemOf(response)).toMatchObject({ status, code, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(text).not.toContain('secret');
    expect(response.headers.has('retry-after')).toBe(['request.unavailable', 'request.conflict'].includes(code));
  });

  it('keeps what a refusal says', async () => {
    const problem = await problemOf(await send('/failures/refusal'));
    expect(problem).toMatchObject({ rule: 'R52', field: 'amountFen', title: '开标时间未到', instance: '/failures/refusal', details: { opensAt: '2026-03-02' } });
  });
});

describe('an upload', () => {
  const form = (bytes: number, title = '季度报告') => {
    const body = new FormData();
    body.append('title', title);
    body.append('file', new Blob([Buffer.alloc(bytes)], { type: 'application/pdf' }), '报告.pdf');
    return send('/files', { method: 'POST', body });
  };

  it('is streamed behind its fields', async () => {
    const response = await form(150_000);
    expect(await response.json()).toEqual({ title: '季度报告', bytes: 150_000, fileName: '报告.pdf' });
  });

  it('is refused over the limit, whatever it says about its size', async () => {
    expect(await problemOf(await form(200_001))).toMatchObject({ status: 413 });
    expect(await problemOf(await form(5_000_000))).toMatchObject({ status: 413 });
  });

  it('is refused for a wrong field and for a missing file', async () => {
    expect((await problemOf(await form(10, 'x'))).errors).toMatchObject([{ field: '/body/title' }]);
    const empty = new FormData();
    empty.append('title', 'without a file');
    expect((await problemOf(await send('/files', { method: 'POST', body: empty }))).errors).toMatchObject([{ field: '/body/file' }]);
  });
});

describe('what machines ask', () => {
  it('is answered without a token', async () => {
    expect(await (await fetch(`${service.url}/health/live`)).json()).toEqual({ alive: true });
    expect(await (await fetch(`${service.url}/health/ready`)).json()).toEqual({ checks: [{ name: 'identity issuer', ok: true }] });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('route="/greetings/:name"');
    expect(metrics).toContain('process_resident_memory_bytes');
  });
});
