import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servers, testDatabase, type TestDatabase } from '@goufu/testing';

const MAIN = fileURLToPath(new URL('main.mjs', import.meta.url));
const WITHOUT_DATABASE = { SPEC_WITHOUT_DATABASE: '1', GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', OIDC_ISSUER: 'http://127.0.0.1:9' };

/** Runs the process of a service; `until` sees each piece of its output and may end it. */
async function run(environment: NodeJS.ProcessEnv, args: string[] = [], until: (output: string, kill: () => void) => void = () => undefined) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    until(stdout, () => child.kill('SIGTERM'));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

describe('a process that cannot start', () => {
  it('names every variable that is wrong, once and without a stack', async () => {
    const { code, stderr } = await run({ GOUFU_ENVIRONMENT: 'staging', SERVICE_PORT: 'http', DATABASE_URL: 'mysql://x', KAFKA_BROKERS: 'nowhere', REDIS_URL: '' });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'spec cannot start: wrong environment:',
      expect.stringContaining('GOUFU_ENVIRONMENT: '),
      expect.stringContaining('SERVICE_PORT: '),
      '  OIDC_ISSUER: is not set',
      expect.stringContaining('DATABASE_URL: '),
      expect.stringContaining('KAFKA_BROKERS'),
      '  REDIS_URL: is not set',
      '  FILE_STORE_DIR: is not set',
    ]);
  });

  it.each(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'])('accepts no issuer on its own machine in production: %s', async (issuer) => {
    const { code, stderr } = await run({ ...WITHOUT_DATABASE, GOUFU_ENVIRONMENT: 'production', OIDC_ISSUER: issuer });
    expect([code, stderr]).toEqual([1, 'spec cannot start: wrong environment:\n  OIDC_ISSUER: production accepts no issuer on this machine\n']);
  });

  it('says which port is taken and what mends it', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await run({ ...WITHOUT_DATABASE, SERVICE_PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^spec cannot start: .*127\\.0\\.0\\.1:${port}.*set SERVICE_PORT to a free one\n$`));
  });

  it('does not know other orders', async () => {
    expect(await run(WITHOUT_DATABASE, ['dance'])).toMatchObject({ code: 1, stderr: 'spec cannot start: unknown order "dance": main.js [migrate]\n' });
  });
});

describe('a process that runs', () => {
  it('ends in order when it is told to', async () => {
    const { code, stdout, stderr } = await run(WITHOUT_DATABASE, [], (output, kill) => {
      if (output.includes('serving')) kill();
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').map((line) => JSON.parse(line) as object)).toContainEqual(expect.objectContaining({ level: 'info', service: 'spec', msg: 'serving' }));
  });
});

describe('migrate', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    await servers();
    database = await testDatabase('spec', []);
  });
  afterAll(() => database.drop());

  it('brings a database up to date, and finds nothing to do the second time', async () => {
    const first = await run({ DATABASE_OWNER_URL: database.ownerUrl }, ['migrate']);
    expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^spec: migrated .*IdempotencyKey.*BusinessClock/) });
    expect(await run({ DATABASE_OWNER_URL: database.ownerUrl }, ['migrate'])).toMatchObject({ code: 0, stdout: 'spec: the database is up to date\n' });
  });

  it('says in a sentence that it is not let in', async () => {
    const wrong = new URL(database.ownerUrl);
    wrong.password = 'wrong';
    const { code, stderr } = await run({ DATABASE_OWNER_URL: wrong.href }, ['migrate']);
    expect([code, stderr]).toEqual([1, 'spec cannot start: the database refuses: password authentication failed for user "goufu_spec_owner"\n']);
  });
});
