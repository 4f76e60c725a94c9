import { Inject, Injectable, Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import type { Clock } from '@goufu/kernel';
import { CLOCK, DataSource, UnitOfWork } from '@goufu/persistence';
import { KafkaBus } from './bus/kafka-bus.js';
import { MESSAGE_BUS, type MessageBus } from './bus/message-bus.js';
import { ConsumerGroup } from './inbox/consumer-group.js';
import { FactConsumer } from './inbox/consumer.js';
import { HeldRecords } from './inbox/held-records.js';
import type { Log } from './log.js';
import { FactStore } from './outbox/fact-store.js';
import { OutboxRelay } from './outbox/relay.js';
import { FactRepublisher } from './outbox/republish.js';

export interface MessagingOptions {
  /** Name of the service: source of its facts and name of its consumer group. */
  readonly service: string;
  readonly brokers: readonly string[];
  readonly topicPrefix?: string;
  /** After so many silent milliseconds the broker counts a consumer as gone. */
  readonly sessionMs?: number | undefined;
  readonly log: Log;
  /** A consumer gave up for good: the process should end, so that its supervisor starts it again. */
  readonly onCrash: (error: Error) => void;
}
const OPTIONS = Symbol('MessagingOptions');

/** Runs the relay and the consumer groups for as long as the application lives. */
@Injectable()
export class MessagingRuntime implements OnApplicationBootstrap, OnApplicationShutdown {
  groups: readonly ConsumerGroup[] = [];

  constructor(
    @Inject(OPTIONS) private readonly options: MessagingOptions,
    @Inject(MESSAGE_BUS) private readonly bus: MessageBus,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.groups = this.buildGroups();
    this.relay.start();
    await Promise.all(this.groups.map((group) => group.start()));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.groups.map((group) => group.stop()));
    await this.relay.stop();
    await this.bus.close();
  }

  /** One group for the service, one more for each projection. */
  private buildGroups(): ConsumerGroup[] {
    const byGroup = new Map<string, FactConsumer[]>();
    for (const { instance } of this.discovery.getProviders()) {
      for (const consumer of consumersIn(instance)) {
        const group = consumer.projection ? `${this.options.service}.${consumer.projection}` : this.options.service;
        byGroup.set(group, [...(byGroup.get(group) ?? []), consumer]);
      }
    }
    const { service, log, onCrash } = this.options;
    return [...byGroup].map(
      ([group, consumers]) =>
        new ConsumerGroup({ group, service, consumers, bus: this.bus, unitOfWork: this.unitOfWork, log, onCrash }),
    );
  }
}

/** A provider is a consumer, or a list of consumers built by a factory. */
function consumersIn(instance: unknown): FactConsumer[] {
  if (instance instanceof FactConsumer) return [instance];
  return Array.isArray(instance) ? instance.filter((item) => item instanceof FactConsumer) : [];
}

/** Facts out, facts in. Needs a `DataSource` and a `CLOCK` provider from a global module; exports `UnitOfWork`. */
@Module({})
export class MessagingModule {
  static forService(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: OPTIONS, useValue: options },
        {
          provide: MESSAGE_BUS,
          useFactory: () =>
            new KafkaBus({
              brokers: options.brokers,
              clientId: options.service,
              topicPrefix: options.topicPrefix ?? '',
              sessionMs: options.sessionMs,
              log: options.log,
            }),
        },
        { provide: FactStore, useFactory: () => new FactStore(options.service) },
        {
          provide: UnitOfWork,
          inject: [DataSource, CLOCK, FactStore],
          useFactory: (dataSource: DataSource, clock: Clock, facts: FactStore) => new UnitOfWork(dataSource, clock, facts),
        },
        {
          provide: OutboxRelay,
          inject: [DataSource, MESSAGE_BUS, FactStore],
          useFactory: (dataSource: DataSource, bus: MessageBus, facts: FactStore) => {
            const relay = new OutboxRelay(options.service, dataSource, bus, options.log);
            facts.onWake(() => relay.wake());
            return relay;
          },
        },
        { provide: HeldRecords, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new HeldRecords(unitOfWork) },
        { provide: FactRepublisher, inject: [DataSource], useFactory: (dataSource: DataSource) => new FactRepublisher(dataSource) },
        MessagingRuntime,
      ],
      exports: [MESSAGE_BUS, UnitOfWork, HeldRecords, FactRepublisher, MessagingRuntime],
    };
  }
}
