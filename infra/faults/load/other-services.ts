import { setTimeout as delay } from 'node:timers/promises';
import type { DataOf, FactContract } from '@goufu/contracts';
import { KafkaBus, newId, toMessage, type BusMessage } from '@goufu/messaging';
import { BEGINNING } from '../stack/world.js';
import type { Patience } from './patience.js';

const BATCH = 500;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Sent {
  readonly topic: string;
  readonly message: BusMessage;
}

/** Procurement, projects and evaluation as far as funding and oversight hear them: facts on Kafka, in order per stream. */
export class OtherServices {
  private readonly bus: KafkaBus;
  private readonly sequences = new Map<string, number>();
  /** Everything that was said, so that it can be said again. */
  readonly sent: Sent[] = [];
  /** Fields that a newer version adds to every fact. */
  addition: object = {};

  constructor(
    brokers: string,
    prefix: string,
    private readonly patience: Patience,
  ) {
    this.bus = new KafkaBus({ brokers: [brokers], clientId: 'faults', topicPrefix: prefix, log: silent });
  }

  /** A fact as it lies on the topic; its sequence is taken, so that it must be sent before the next of its stream counts. */
  compose<Contract extends FactContract>(contract: Contract, subject: string, data: DataOf<Contract>): Sent {
    return this.raw(contract, subject, contract.schema.parse(data));
  }

  /** The same for a body that may be anything; nothing at all becomes one that is no JSON. */
  raw(contract: FactContract, subject: string, body: object | undefined, type: string = contract.type): Sent {
    const stream = `${contract.topic}/${subject}`;
    const sequence = (this.sequences.get(stream) ?? 0) + 1;
    this.sequences.set(stream, sequence);
    const attributes = { id: newId(), source: `goufu/${contract.context}`, type, subject, sequence, correlationid: subject };
    const envelope = { specversion: '1.0', time: BEGINNING, jurisdiction: '510104', actorid: `service:${contract.context}`, classification: contract.classification, ...attributes } as const;
    return { topic: contract.topic, message: toMessage(envelope, body === undefined ? '{"half":' : JSON.stringify({ ...body, ...this.addition })) };
  }

  /** Insists, as a relay does: what the broker may have taken already is sent again. */
  async send(...all: readonly Sent[]): Promise<void> {
    await this.repeat(all);
    this.sent.push(...all);
  }

  /** Says again what was said, in its order. */
  async repeat(all: readonly Sent[]): Promise<void> {
    for (let at = 0; at < all.length; ) {
      const topic = all[at]?.topic ?? '';
      let end = at;
      while (all[end]?.topic === topic && end - at < BATCH) end += 1;
      const messages = all.slice(at, end).map(({ message }) => message);
      while (!(await this.attempt(topic, messages))) {
        if (this.patience.left) throw new Error(`${topic}: the broker had not taken it before everybody left`);
        await delay(200);
      }
      at = end;
    }
  }

  async close(): Promise<void> {
    await this.bus.close();
  }

  private attempt(topic: string, messages: readonly BusMessage[]): Promise<boolean> {
    return this.bus.publish(topic, messages).then(
      () => true,
      () => false,
    );
  }
}
