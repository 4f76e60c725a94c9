import { setTimeout as delay } from 'node:timers/promises';
import type { DataOf, FactContract } from '@goufu/contracts';
import { KafkaBus, newId, toMessage, type BusMessage } from '@goufu/messaging';
import { BEGINNING } from '../stack/world.js';

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

  constructor(brokers: string, prefix: string) {
    this.bus = new KafkaBus({ brokers: [brokers], clientId: 'faults', topicPrefix: prefix, log: silent });
  }

  /** A fact as it lies on the topic; its sequence is taken, so that it must be sent before the next of its stream counts. */
  compose<Contract extends FactContract>(contract: Contract, subject: string, data: DataOf<Contract>): Sent {
    const stream = `${contract.topic}/${subject}`;
    const sequence = (this.sequences.get(stream) ?? 0) + 1;
    this.sequences.set(stream, sequence);
    const attributes = { id: newId(), source: `goufu/${contract.context}`, type: contract.type, subject, sequence, correlationid: subject };
    const envelope = { specversion: '1.0', time: BEGINNING, jurisdiction: '510104', actorid: `service:${contract.context}`, classification: contract.classification, ...attributes } as const;
    return { topic: contract.topic, message: toMessage(envelope, JSON.stringify(contract.schema.parse(data))) };
  }

  async say<Contract extends FactContract>(contract: Contract, subject: string, data: DataOf<Contract>): Promise<Sent> {
    const sent = this.compose(contract, subject, data);
    await this.send(sent);
    return sent;
  }

  /** Insists, as a relay does: what the broker may have taken already is sent again. */
  async send(...all: readonly Sent[]): Promise<void> {
    for (const one of all) {
      while (!(await this.attempt(one))) await delay(200);
      this.sent.push(one);
    }
  }

  async close(): Promise<void> {
    await this.bus.close();
  }

  private attempt({ topic, message }: Sent): Promise<boolean> {
    return this.bus.publish(topic, [message]).then(
      () => true,
      () => false,
    );
  }
}
