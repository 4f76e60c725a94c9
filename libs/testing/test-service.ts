import type { Migration } from '@goufu/persistence';
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

export interface TestService<Running extends Started> extends TestEnvironment {
  readonly running: Running;
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
  return {
    ...environment,
    variables,
    running,
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
      await running.stop();
      await environment.close();
    },
  };
}
