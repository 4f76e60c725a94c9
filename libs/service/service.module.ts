import { Inject, Injectable, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { clockRoutes, operationsRoutes, type RouteContract } from '@goufu/contracts';
import type { Clock } from '@goufu/kernel';
import { MessagingModule } from '@goufu/messaging';
import { CLOCK, DataSource } from '@goufu/persistence';
import { TasksModule } from '@goufu/tasks';
import { MovableClock } from './clock/movable-clock.js';
import { SystemClock } from './clock/system-clock.js';
import { CONFIGURATION, type AnyConfiguration } from './configuration/environment.js';
import { Health, HealthCheck } from './health/health.js';
import { ContractGuard } from './http/contract.guard.js';
import { ContractInterceptor } from './http/contract.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { DECLARED_ROUTES, RouteTable } from './http/route-table.js';
import { TokenVerifier } from './identity/token-verifier.js';
import { LOG, type Log } from './observability/log.js';
import { Metrics } from './observability/metrics.js';
import { OperationsModule } from './operations/operations.module.js';

/** What every process is built from, before Nest puts it together. */
export interface Foundation {
  readonly name: string;
  readonly module: Type;
  readonly routes: readonly RouteContract[];
  readonly configuration: AnyConfiguration;
  readonly log: Log;
  /** Absent for a server without a database. */
  readonly dataSource: DataSource | undefined;
  /** A consumer gave up: the process must end. */
  readonly onCrash: (error: Error) => void;
}

@Injectable()
class IssuerHealth extends HealthCheck {
  readonly name = 'identity issuer';
  constructor(@Inject(TokenVerifier) private readonly tokens: TokenVerifier) {
    super();
  }
  check(): Promise<void> {
    return this.tokens.check();
  }
}

/** The root module: the service's own module between HTTP, identity, time, messages, tasks and operations. */
@Module({})
export class ServiceModule {
  static of(foundation: Foundation): DynamicModule {
    const { name, module, configuration, log } = foundation;
    const providers: Provider[] = [
      { provide: CONFIGURATION, useValue: configuration },
      { provide: LOG, useValue: log },
      { provide: Metrics, useFactory: () => new Metrics(name) },
      { provide: TokenVerifier, useFactory: () => new TokenVerifier(configuration.OIDC_ISSUER, configuration.OIDC_AUDIENCE) },
      { provide: CLOCK, useFactory: () => clockOf(foundation) },
      ...(foundation.dataSource ? [{ provide: DataSource, useValue: foundation.dataSource }] : []),
    ];
    return {
      module: ServiceModule,
      global: true,
      imports: [DiscoveryModule, module, ...platformModules(foundation)],
      providers: [
        ...providers,
        { provide: DECLARED_ROUTES, useValue: declaredRoutes(foundation) },
        RouteTable,
        Health,
        IssuerHealth,
        { provide: APP_GUARD, useClass: ContractGuard },
        { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [...providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)), DiscoveryModule],
    };
  }
}

function clockOf({ configuration, dataSource }: Foundation): Clock | Promise<Clock> {
  return configuration.CLOCK === 'movable' && dataSource ? MovableClock.load(dataSource) : new SystemClock();
}

function declaredRoutes({ routes, dataSource }: Foundation): RouteContract[] {
  return [...routes, ...(dataSource ? [...clockRoutes, ...operationsRoutes] : [])];
}

function platformModules({ name, configuration, log, dataSource, onCrash }: Foundation): (DynamicModule | Type)[] {
  const { KAFKA_BROKERS, TOPIC_PREFIX, REDIS_URL, CONSUMER_SESSION_MS: sessionMs, TASK_LEASE_MS: leaseMs } = configuration;
  if (!dataSource || !KAFKA_BROKERS || !REDIS_URL) return [];
  return [
    MessagingModule.forService({ service: name, brokers: KAFKA_BROKERS, topicPrefix: TOPIC_PREFIX ?? '', sessionMs, log, onCrash }),
    TasksModule.forService({ service: name, redisUrl: REDIS_URL, prefix: `goufu${TOPIC_PREFIX ? `-${TOPIC_PREFIX}` : ''}`, leaseMs, log }),
    OperationsModule,
  ];
}
