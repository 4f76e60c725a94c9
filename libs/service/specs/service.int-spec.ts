import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KafkaBus, newId, TOPICS } from '@goufu/messaging';
import { servers, testDatabase, type TestDatabase } from '@goufu/testing';
import { DataSource } from '@goufu/persistence';
import { allMigrations } from '../boot.js';
import { configurationFrom } from '../configuration/configuration.js';
import { serviceEnvironment } from '../configuration/environment.js';
import { problemOfError } from '../http/problem-of-error.js';
import { openLog } from '../observability/log.js';
import { startService, type RunningService } from '../start-service.js';
import { specIssuer, type SpecIssuer } from './issuer.js';
import { addNote, noteMigrations, NoteModule } from './note.js';

let issuer: SpecIssuer;
let database: TestDatabase;
let service: RunningService;
let folder: string;
let environment: NodeJS.ProcessEnv;

const start = () =>
  startService(
    { name: 'spec', module: NoteModule, config: serviceEnvironment, routes: [addNote], migrations: noteMigrations },
    configurationFrom(serviceEnvironment, environment),
  );

beforeAll(async () => {
  const { kafkaBrokers, redisUrl } = await servers();
  [issuer, database, folder] = [await specIssuer(), await testDatabase('spec', allMigrations({ migrations: noteMigrations })), await mkdtemp(join(tmpdir(), 'goufu-'))];
  environment = {
    GOUFU_ENVIRONMENT: 'local',
    SERVICE_PORT: '0',
    OIDC_ISSUER: issuer.url,
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.appUrl,
    KAFKA_BROKERS: kafkaBrokers,
    TOPIC_PREFIX: `service-spec-${newId()}.`,
    REDIS_URL: redisUrl,
    CLOCK: 'movable',
    FILE_STORE_DIR: folder,
    TRACE_DIR: folder,
  };
  const bus = new KafkaBus({ brokers: kafkaBrokers.split(','), clientId: 'spec', topicPrefix: environment['TOPIC_PREFIX'] ?? '', log: openLog('spec', 'silent') });
  await bus.ensureTopics(TOPICS);
  await bus.close();
  service = await start();
});

afterAll(async () => {
  await service.stop();
  await database.drop();
  await issuer.close();
  await rm(folder, { recursive: true });
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, roles = ['operator', 'purchaser']) {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const authorization = `Bearer ${await issuer.token({ roles })}`;
  const response = await fetch(`${service.url}${path}`, { method, ...json, headers: { ...json.headers, authorization, ...headers } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const rows = <Row>(sql: string) => service.app.get(DataSource).query<Row[]>(sql);

describe('a service with database, broker and tasks', () => {
  it('is ready when all that it needs is well', async () => {
    const ready = await fetch(`${service.url}/health/ready`);
    const names = ['broker', 'consumers', 'database', 'identity issuer'];
    expect(await ready.json()).toEqual({ checks: names.map((name) => ({ name, ok: true })) });
  });

  it('runs a command once however often it is sent under one key, and refuses another under that key', async () => {
    const note = { text: 'once', until: '2030-01-01T00:00:00.000Z' };
    const key = { 'idempotency-key': 'note-1' };
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', '/notes', note, key)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await rows(`SELECT 1 FROM note WHERE text = 'once'`)).toHaveLength(1);
    expect(await call('POST', '/notes', { ...note, text: 'other' }, key)).toMatchObject({ status: 409, body: { code: 'idempotency.key-reused' } });
  });

  it('steps its clock only for an operator, only forward, and has done what fell due when it answers', async () => {
    const step = (now: string, roles?: string[]) => call('PUT', '/clock', { now }, {}, roles);
    expect((await step('2026-03-01T01:00:00.000Z')).status).toBe(200);
    await call('POST', '/notes', { text: 'due', until: '2026-03-02T01:00:00.000Z' });
    expect((await step('2026-03-02T01:00:00.000Z', ['purchaser'])).status).toBe(403);
    expect(await rows(`SELECT struck_out FROM note WHERE text = 'due'`)).toEqual([{ struck_out: false }]);
    expect(await step('2026-03-02T01:00:00.000Z')).toEqual({ status: 200, body: { now: '2026-03-02T01:00:00.000Z', movable: true } });
    expect(await rows(`SELECT struck_out FROM note WHERE text = 'due'`)).toEqual([{ struck_out: true }]);
    expect(await rows(`SELECT struck_out FROM note WHERE text = 'once'`)).toEqual([{ struck_out: false }]);
    expect(await step('2026-03-02T00:59:59.999Z')).toMatchObject({ status: 409, body: { code: 'clock.backwards' } });
  });

  it('keeps its time when it is started again', async () => {
    await service.stop();
    service = await start();
    expect((await call('GET', '/clock')).body).toEqual({ now: '2026-03-02T01:00:00.000Z', movable: true });
  });

  it('describes its routes as OpenAPI 3.1, its own and those of every service', async () => {
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/clock', '/held-records/{recordId}/replay']));
  });

  it('measures what operators watch', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/goufu_outbox_age_seconds\{service="spec"\} 0\n/);
    expect(metrics).toMatch(/goufu_tasks\{state="failed",service="spec"\} 0\n/);
    expect(metrics).toContain('# TYPE goufu_consumer_lag_records gauge');
    expect(metrics).toContain('# TYPE goufu_held_keys gauge');
    expect(metrics).toContain('# TYPE goufu_records gauge');
  });

  it('lets operators at held records and failed tasks', async () => {
    const id = newId();
    await rows(
      `INSERT INTO held_record (id, consumer_group, state, topic, partition, record_offset, message_key, headers, body, reason)
       VALUES ('${id}', 'spec', 'parked', 'funding', 0, 7, 'k', '{}', 'not json', 'unreadable')`,
    );
    expect((await call('GET', '/held-records?state=parked')).body).toMatchObject({ items: [{ id, body: 'not json', reason: 'unreadable' }] });
    expect((await call('POST', `/held-records/${id}/mend`, { body: '{', reason: 'typo' })).body).toMatchObject({ code: 'held-record.not-json' });
    expect((await call('POST', `/held-records/${id}/mend`, { body: '{}', reason: 'typo' })).body).toMatchObject({ id, body: '{}', state: 'parked' });
    expect((await call('POST', `/held-records/${id}/discard`, { reason: 'of no use' })).body).toMatchObject({ state: 'parked', discardAskedBy: expect.any(String) });
    expect((await call('POST', `/held-records/${id}/discard`, { reason: 'of no use' })).body).toMatchObject({ code: 'held-record.asker-may-not-discard' });
    expect((await call('POST', `/held-records/${newId()}/replay`, { reason: 'x' })).status).toBe(404);
    expect((await call('POST', `/failed-tasks/${newId()}/retry`)).body).toMatchObject({ code: 'due-task.not-failed' });
    expect((await call('GET', '/failed-tasks')).body).toEqual({ items: [] });
    expect((await call('POST', '/consumer-groups/nobody/resume', { reason: 'x' })).body).toMatchObject({ code: 'consumer-group.unknown' });
    expect((await call('POST', '/facts/republish', {})).body).toEqual({ queued: 0 });
    expect((await call('GET', '/held-records', undefined, {}, ['finance-officer'])).status).toBe(403);
  });

  it('writes its spans as JSON lines, each under its caller', async () => {
    const [traceId, parentSpanId] = ['c'.repeat(32), 'd'.repeat(16)];
    await call('GET', '/clock', undefined, { traceparent: `00-${traceId}-${parentSpanId}-01` });
    await service.stop();
    const spans = (await readFile(join(folder, 'spec.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    const span = spans.find((each) => each['traceId'] === traceId);
    expect(span).toMatchObject({ parentSpanId, name: 'GET /clock', kind: 'server', service: 'spec', attributes: { 'http.response.status_code': 200 } });
    expect(span?.['startTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    service = await start();
  });

  it('tells a conflict, an outage and a bug of the real database apart', async () => {
    const statusOf = async (sql: string) => {
      const error: unknown = await rows(sql).then(() => 'no error', (thrown: unknown) => thrown);
      return problemOfError(error).problem.status;
    };
    const id = newId();
    const insert = `INSERT INTO note (id, text) VALUES ('${id}', 'twice')`;
    await rows(insert);
    expect(await statusOf(insert)).toBe(409);
    expect(await statusOf('SELECT 1 / 0')).toBe(500);
    expect(await statusOf('SELECT pg_terminate_backend(pg_backend_pid())')).toBe(503);
  });
});
