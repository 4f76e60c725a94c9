import { randomUUID } from 'node:crypto';
import { CONTEXTS, factByType, type DataOf, type FactContract } from '@goufu/contracts';
import { KafkaBus, type BusMessage, type MessageBus, type ReceivedMessage } from '@goufu/messaging';
import { eventually, Unexpected } from './patience.js';

/** A fact as it came past, and when, in this process's machine time (milliseconds of `performance.now()`). */
export interface SeenFact {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly correlationId: string;
  readonly causationId: string | undefined;
  readonly traceparent: string | undefined;
  /** Business time. */
  readonly time: string;
  readonly data: unknown;
  readonly seenAt: number;
  readonly topic: string;
  readonly message: BusMessage;
}

/** Watches every topic as any reader may, from its first record, and keeps what happened since the play began. */
export class FactWatch {
  readonly #facts: SeenFact[] = [];
  /** Places on the topics by fact id: a second reading of one place is no second record. */
  readonly #places = new Map<string, Set<string>>();
  readonly #bus: MessageBus;
  #broken: Error | undefined;

  constructor(
    brokers: readonly string[],
    topicPrefix: string,
    private readonly begins: string,
  ) {
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    this.#bus = new KafkaBus({ brokers, clientId: 'goufu-scenario', topicPrefix, log: silent });
  }

  async start(): Promise<void> {
    this.#broken = undefined;
    await this.#bus.subscribe({
      group: `scenario-${randomUUID()}`,
      topics: CONTEXTS,
      onBatch: async ({ messages }, context) => {
        for (const message of messages) this.#see(message);
        const last = messages.at(-1);
        if (last) context.done(last.offset + 1n);
      },
      onCrash: (error) => {
        this.#broken = error;
        void this.start();
      },
    });
  }

  /** How often a fact of this id came past: more than once when it was duplicated or replayed. */
  timesOf(id: string): number {
    return this.#places.get(id)?.size ?? 0;
  }

  /** Everything since the play began, each fact once, as it came. */
  get all(): readonly SeenFact[] {
    return this.#facts;
  }

  /** Where reading stands: what comes later is `since` this. */
  get position(): number {
    return this.#facts.length;
  }

  since(position: number): readonly SeenFact[] {
    return this.#facts.slice(position);
  }

  /** Waits until a fact of this contract came after `position`, about one purchase or budget line where given. */
  async next(contract: FactContract, position: number, about?: string): Promise<SeenFact> {
    return eventually(`${contract.type} follows`, () => {
      const found = this.since(position).find(({ type, correlationId }) => type === contract.type && (about === undefined || correlationId === about));
      if (!found) throw new Unexpected(this.#broken ? `the broker: ${this.#broken.message}` : 'it was not published');
      return found;
    });
  }

  /** All facts of one contract about a purchase, as they came. */
  of<Contract extends FactContract>(contract: Contract, about: string): readonly (SeenFact & { readonly data: DataOf<Contract> })[] {
    const isOne = (fact: SeenFact): fact is SeenFact & { readonly data: DataOf<Contract> } => fact.type === contract.type && fact.correlationId === about;
    return this.#facts.filter(isOne);
  }

  /** Puts the identical record on its topic once more, as a broker that delivers twice. */
  async duplicate({ topic, message, id }: SeenFact): Promise<void> {
    const before = this.timesOf(id);
    await this.#bus.publish(topic, [message]);
    await this.seenAgain(id, before);
  }

  /** Waits until a fact came past more often than `before`. */
  async seenAgain(id: string, before: number): Promise<void> {
    await eventually(`fact ${id} comes past again`, () => {
      if (this.timesOf(id) <= before) throw new Unexpected('it did not');
    });
  }

  async close(): Promise<void> {
    await this.#bus.close();
  }

  #see({ topic, partition, offset, key, headers, value }: ReceivedMessage): void {
    const header = (name: string): string => headers[`ce_${name}`] ?? '';
    const [id, type, time] = [header('id'), header('type'), header('time')];
    if (time < this.begins) return;
    const places = this.#places.get(id) ?? new Set();
    this.#places.set(id, places.add(`${topic}/${partition}/${offset}`));
    if (this.#facts.some((fact) => fact.id === id)) return;
    const body: unknown = JSON.parse(value);
    const data = factByType(type)?.schema.parse(body) ?? body;
    this.#facts.push({
      id,
      type,
      subject: header('subject'),
      correlationId: header('correlationid'),
      causationId: headers['ce_causationid'],
      traceparent: headers['traceparent'],
      time,
      data,
      seenAt: performance.now(),
      topic,
      message: { key, headers, value },
    });
  }
}
