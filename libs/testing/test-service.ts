import type { DataOf, FactContract } from '@goufu/contracts';
import { newId, toMessage } from '@goufu/messaging';
import type { Migration } from '@goufu/persistence';
import { Client } from 'pg';
import { testEnvironment, type TestEnvironment } from './test-environment.js';
import type { TestPerson } from './test-issuer.js';

/** A service that serves. */
interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestServiceOptions<Running extends Started> {
  readonly service: string;
  readonly migrations: readonly Migration[];
  /** Starts the service's own definition in this process: `(env) => startService(definition, configurationFrom(definition.config, env))`. */
  start(variables: Readonly<Record<string, string>>): Promise<Running>;
  /** Variables that differ from the usual ones. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How a fact differs from one that somebody told on 2 March 2026 for no reason. */
export interface Heard {
  readonly at?: string;
  readonly causationid?: string;
  readonly id?: string;
}

export interface TestService<Running extends Started> extends TestEnvironment {
  readonly running: Running;
  /** SQL as the owner of the service's tables. */
  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** A fact of another service arrives, the next one of its subject; answers its id. */
  hear<Contract extends FactContract>(contract: Contract, subject: string, data: DataOf<Contract>, more?: Heard): Promise<string>;
  /** Steps business time; answers when everything that was due by then is done. */
  moveClock(now: string): Promise<void>;
  /** Calls a route as `person`; answers status and parsed body. */
  call(person: TestPerson, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
}

/** One service on a free port against the shared servers, with a database, topics and an issuer of its own. */
export async function startTestService<Running extends Started>(options: TestServiceOptions<Running>): Promise<TestService<Running>> {
  const environment = await testEnvironment(options.service, options.migrations);
  const variables = { ...environment.variables, ...options.variables };
  const running = await options.start(variables).catch(async (error: unknown) => {
    await environment.close();
    throw error;
  });
  const client = new Client({ connectionString: environment.database.ownerUrl });
  await client.connect();
  const sequences = new Map<string, number>();
  const service: TestService<Running> = {
    ...environment,
    variables,
    running,
    query: async <Row extends object>(sql: string, parameters: unknown[] = []) => (await client.query<Row>(sql, parameters)).rows,
    async hear(contract, subject, data, { at = '2026-03-02T01:00:00.000Z', causationid, id = newId() } = {}) {
      const stream = `${contract.topic}/${subject}`;
      const sequence = (sequences.get(stream) ?? 0) + 1;
      sequences.set(stream, sequence);
      const { context, type, classification } = contract;
      const attributes = { id, source: `goufu/${context}`, type, subject, time: at, sequence, classification, correlationid: subject, causationid };
      const envelope = { specversion: '1.0', jurisdiction: '510104', actorid: 'somebody', ...attributes } as const;
      await environment.bus.publish(contract.topic, [toMessage(envelope, JSON.stringify(contract.schema.parse(data)))]);
      return id;
    },
    async moveClock(now) {
      const { status, body } = await service.call({ sub: 'operator', roles: ['operator'] }, 'PUT', '/clock', { now });
      if (status !== 200) throw new Error(`the clock could not be moved to ${now}: ${status} ${JSON.stringify(body)}`);
    },
    async call(person, method, path, body, headers = {}) {
      const response = await fetch(`${running.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${await environment.issuer.tokenFor(person)}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
    close: async () => {
      await client.end();
      await running.stop();
      await environment.close();
    },
  };
  return service;
}
