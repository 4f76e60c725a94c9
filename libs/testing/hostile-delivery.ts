import { deepStrictEqual } from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { BusMessage } from '@goufu/messaging';
import type { Migration } from '@goufu/persistence';
import { Client } from 'pg';
import { deliveriesOf, inOrder, type Delivery } from './deliveries.js';
import { eventually } from './eventually.js';
import { messagesOf, type HostileFact } from './hostile-facts.js';
import { startProcess, type ServiceProcess } from './service-process.js';
import { testEnvironment, type TestEnvironment } from './test-environment.js';

export type { HostileFact } from './hostile-facts.js';

/** SQL on the consumer's database. */
export type Query = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

export interface HostileDelivery<Seen> {
  readonly service: string;
  /** The built main of the service: `new URL('../../dist/app/main.js', import.meta.url)`. */
  readonly main: URL;
  readonly migrations: readonly Migration[];
  /** In the order of their publishers; all on topics that the service reads. */
  readonly facts: readonly HostileFact[];
  /** Rows that must be there before the first fact. */
  arrange?(query: Query): Promise<void>;
  /** What must come out the same however the facts were delivered: no times or ids that differ from run to run. */
  observe(query: Query): Promise<Seen>;
  /** The consumer group to wait for; the service's one group unless told (`oversight.ranking` for a projection). */
  readonly group?: string;
  /** Draws the interleaving; a failure names it. */
  readonly seed?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** Milliseconds for one delivery; a killed consumer's successor waits ten seconds to be let into the group. */
  readonly within?: number;
}

const AT_ONCE = 3;

/**
 * Runs the real process over the real broker once, with duplicates, in other orders, and killed at each failpoint and
 * started again. Fails when the outcome of any of them differs from the first; answers the first.
 */
export async function hostileDelivery<Seen>(options: HostileDelivery<Seen>): Promise<Seen> {
  const once = await deliver(options, inOrder(options.facts));
  const rest = deliveriesOf(options.facts, options.seed ?? Math.trunc(performance.timeOrigin) % 1_000_000, once.publishes);
  const differences: string[] = [];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = rest.shift(); next; next = rest.shift()) differences.push(...(await differenceIn(options, next, once.seen)));
  });
  await Promise.all(workers);
  if (differences.length > 0) throw new Error(`delivering the facts otherwise changes the outcome\n\n${differences.join('\n\n')}`);
  return once.seen;
}

async function differenceIn<Seen>(options: HostileDelivery<Seen>, delivery: Delivery, expected: Seen): Promise<string[]> {
  try {
    const { seen } = await deliver(options, delivery);
    deepStrictEqual(seen, expected);
    return [];
  } catch (error) {
    return [`${delivery.name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function deliver<Seen>(options: HostileDelivery<Seen>, delivery: Delivery): Promise<{ seen: Seen; publishes: boolean }> {
  const environment = await testEnvironment(options.service, options.migrations);
  const client = new Client({ connectionString: environment.database.ownerUrl });
  await client.connect();
  const query: Query = async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows;
  const run = new DeliveryRun(options.group ?? options.service, { main: fileURLToPath(options.main), variables: options.variables ?? {} }, environment, query, options.within ?? 60_000);
  try {
    await options.arrange?.(query);
    await run.perform(delivery, options.facts);
    const facts = await query('SELECT 1 FROM fact LIMIT 1');
    return { seen: await options.observe(query), publishes: facts.length > 0 };
  } finally {
    await run.stop();
    await client.end();
    await environment.close();
  }
}

/** One delivery in one environment. */
class DeliveryRun {
  private process: ServiceProcess | undefined;
  private published = 0;

  constructor(
    private readonly group: string,
    private readonly program: { readonly main: string; readonly variables: Readonly<Record<string, string>> },
    private readonly environment: TestEnvironment,
    private readonly query: Query,
    private readonly within: number,
  ) {}

  async perform({ steps, killedAt }: Delivery, facts: readonly HostileFact[]): Promise<void> {
    const messages = messagesOf(facts);
    this.start(killedAt === undefined ? {} : { FAILPOINT: killedAt });
    for (const step of steps) {
      for (const fact of step) {
        const message = messages.get(fact);
        if (message) await this.publish(fact.contract.topic, message);
      }
      this.published += step.length;
      if (killedAt) await this.die(killedAt);
      await this.settled();
    }
  }

  async stop(): Promise<void> {
    await this.process?.stop();
  }

  private async publish(topic: string, message: BusMessage): Promise<void> {
    await this.environment.bus.publish(topic, [message]).catch((error: unknown) => {
      throw new Error(`could not publish on ${topic}`, { cause: error });
    });
  }

  private start(more: Readonly<Record<string, string>>): void {
    this.process = startProcess(this.program.main, { ...this.environment.variables, ...this.program.variables, ...more });
  }

  /** The process must reach the failpoint, or the delivery would prove nothing. */
  private async die(failpoint: string): Promise<void> {
    const expired = new Promise<undefined>((resolve) => setTimeout(resolve, this.within, undefined).unref());
    const end = await Promise.race([this.process?.ended, expired]);
    if (!end) throw new Error(`the consumer never reached the failpoint ${failpoint}`);
    if (end.signal !== 'SIGKILL') throw new Error(`the consumer ended by itself (code ${end.code}):\n${end.printed}`);
    this.start({});
  }

  /** Every record taken note of, nothing ready to be handled, nothing left to send. */
  private async settled(): Promise<void> {
    let end: Awaited<ServiceProcess['ended']> | undefined;
    void this.process?.ended.then((ended) => (end = ended));
    const settle = async () => {
      if (end) return;
      const [row] = await this.query<{ read: number; ready: number; unsent: number }>(
        `SELECT (SELECT coalesce(sum(next_offset), 0)::int FROM consumer_offset WHERE consumer_group = $1) AS read,
                (SELECT count(*)::int FROM held_record h WHERE h.state = 'ready' OR (h.state = 'queued' AND NOT EXISTS (
                   SELECT 1 FROM held_record p WHERE p.message_key = h.message_key AND p.state = 'parked'))) AS ready,
                (SELECT count(*)::int FROM outbox) AS unsent`,
        [this.group],
      );
      deepStrictEqual(row, { read: this.published, ready: 0, unsent: 0 });
    };
    await eventually(settle, { within: this.within });
    if (end) throw new Error(`the consumer ended by itself (code ${end.code}, signal ${end.signal}):\n${end.printed}`);
  }
}
