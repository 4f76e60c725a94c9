import { randomUUID } from 'node:crypto';
import { createClient, ProblemError, type CallInput, type Context, type ResponseOf, type RouteContract } from '@goufu/contracts';
import { eventually, Unexpected } from './patience.js';
import type { People } from './people.js';

/** Speaks to the services as its users' programs do, each call as one person with a token of the real code flow. */
export class Services {
  /** Trace under which calls are made; each act of the play has its own. */
  traceparent: string | undefined;

  constructor(
    private readonly addresses: Readonly<Record<Context, string>>,
    private readonly people: People,
  ) {}

  /**
   * Calls `route` of a service as `person`, as nobody when undefined. A broken connection or a 503 is tried again under the same
   * Idempotency-Key. Throws `ProblemError` when the service says no.
   */
  async call<Route extends RouteContract>(service: Context, person: string | undefined, route: Route, input: CallInput<Route>): Promise<ResponseOf<Route>> {
    const client = createClient({
      baseUrl: this.addresses[service],
      headers: async () => ({
        ...(person === undefined ? {} : { authorization: `Bearer ${await this.people.tokenOf(person)}` }),
        ...(this.traceparent === undefined ? {} : { traceparent: this.traceparent }),
      }),
    });
    const idempotencyKey = randomUUID();
    const answer = await eventually(`${route.method} ${route.path} of ${service}`, () =>
      client.call(route, { ...input, ...(route.method === 'GET' ? {} : { idempotencyKey }) }).then(
        (value) => ({ value }),
        (error: unknown) => {
          if (error instanceof ProblemError && error.problem.status !== 503) return { error };
          throw error;
        },
      ),
    );
    if ('error' in answer) throw new Unexpected(`${service} answered ${route.method} ${route.path} with ${wordsOf(answer.error)}`, { cause: answer.error });
    return answer.value;
  }
}

function wordsOf({ problem }: ProblemError): string {
  const { status, code, messages, rule, field, errors = [], details, traceId } = problem;
  const parts = [`${status} ${code}: ${messages.zh} / ${messages.en}`, rule, field, ...errors.map((each) => `${each.field} ${each.en}`)];
  if (details) parts.push(JSON.stringify(details));
  if (traceId) parts.push(`trace ${traceId}`);
  return parts.filter((part) => part !== undefined).join(' · ');
}
