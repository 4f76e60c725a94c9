import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONTEXTS, type LiveFact } from '@goufu/contracts';
import { envelopeOf, KafkaBus, newId, type ReceivedBatch, type ReceivedMessage } from '@goufu/messaging';
import { CONFIGURATION, HealthCheck, LOG, type Log } from '@goufu/service';
import type { PortalConfiguration } from '../portal.config.js';
import type { FactLabel } from './may-see.js';

/** A fact that has just landed, with what decides who is told. */
export interface LandedFact {
  readonly live: LiveFact;
  readonly label: FactLabel;
}

type Listener = (fact: LandedFact) => void;

/**
 * Every fact of every context as it lands, in memory only: each process of the portal reads all topics from their end in a group of
 * its own. What a page missed meanwhile it reads again from the services.
 */
@Injectable()
export class LiveFacts extends HealthCheck implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly name = 'live updates';
  private readonly bus: KafkaBus;
  private readonly listeners = new Set<Listener>();
  private trouble: string | undefined = 'not subscribed yet';

  constructor(
    @Inject(CONFIGURATION) { KAFKA_BROKERS: brokers, TOPIC_PREFIX: topicPrefix }: PortalConfiguration,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.bus = new KafkaBus({ brokers, topicPrefix, clientId: 'portal', log });
  }

  onApplicationBootstrap(): void {
    void this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }

  check(): Promise<void> {
    return this.trouble === undefined ? this.bus.check() : Promise.reject(new Error(this.trouble));
  }

  /** Calls `listener` for every fact from now on; the answer ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The pages work without live updates too, so a broker that is away only shows in the readiness. */
  private async follow(): Promise<void> {
    try {
      await this.bus.subscribe({
        group: `portal-live-${newId()}`,
        topics: CONTEXTS,
        startAt: 'end',
        onBatch: async (batch, context) => {
          this.announce(batch);
          const last = batch.messages.at(-1);
          if (last) context.done(last.offset + 1n);
        },
        onCrash: (error) => this.lose(error),
      });
      this.trouble = undefined;
    } catch (error) {
      this.lose(error);
    }
  }

  private lose(error: unknown): void {
    this.trouble = error instanceof Error ? error.message : String(error);
    this.log.error({ err: error }, 'live updates ended: this process should be started again');
  }

  private announce({ messages }: ReceivedBatch): void {
    for (const fact of messages.flatMap((message) => this.read(message))) for (const listener of this.listeners) listener(fact);
  }

  /** Nothing for a record without a good envelope: parking it is the business of its consumers. */
  private read({ headers, value, topic, partition, offset }: ReceivedMessage): LandedFact[] {
    try {
      const { type, id, time, correlationid, jurisdiction, classification } = envelopeOf(headers);
      return [{ live: { type, id, time, purchaseId: correlationid }, label: { jurisdiction, classification, body: value } }];
    } catch (error) {
      this.log.warn({ err: error, topic, partition, offset: String(offset) }, 'an unreadable record is not announced');
      return [];
    }
  }
}
