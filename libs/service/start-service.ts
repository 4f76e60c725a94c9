import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteContract } from '@goufu/contracts';
import { KafkaBus } from '@goufu/messaging';
import { type DatabaseOptions, type DataSource, type Migration, openDatabase } from '@goufu/persistence';
import type { FastifyInstance } from 'fastify';
import { Logger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import type { AnyConfiguration } from './configuration/environment.js';
import { Health } from './health/health.js';
import { RouteTable } from './http/route-table.js';
import { httpAdapter, prepareServer } from './http/server.js';
import { addMachineEndpoints } from './observability/endpoints.js';
import { openLog, type Log } from './observability/log.js';
import { Metrics } from './observability/metrics.js';
import { observeRequests } from './observability/requests.js';
import { startTracing } from './observability/tracing.js';
import { patiently } from './patience.js';
import { ServiceModule } from './service.module.js';

/** A service, as its `main.ts` declares it. */
export interface ServiceDefinition<Schema extends z.ZodType<AnyConfiguration> = z.ZodType<AnyConfiguration>> {
  /** `funding`: its name in logs, traces, facts and consumer groups. */
  readonly name: string;
  /** The Nest module with its controllers, handlers and consumers. */
  readonly module: Type;
  /** `serviceEnvironment`, extended by what only this service takes. */
  readonly config: Schema;
  /** The contracts that its controllers implement, no more and no fewer. */
  readonly routes: readonly RouteContract[];
  readonly entities?: DatabaseOptions['entities'];
  readonly migrations?: readonly Migration[];
  /** What `main.js <order>` does besides serving and migrating, by its words (`rebuild ranking`); answers what is printed. */
  readonly orders?: Readonly<Record<string, (environment: NodeJS.ProcessEnv) => Promise<string>>>;
  /** Routes that are no contracts: pages, sign-in, event streams. Answers for their own protection. */
  readonly extendHttp?: (fastify: FastifyInstance, app: NestFastifyApplication) => void | Promise<void>;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:41003`. */
  readonly url: string;
  /** Stops consumers, lets requests finish, closes pools, writes out traces. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly log?: Log;
  /** A consumer gave up for good. */
  readonly onCrash?: (error: Error) => void;
}

/** Starts a service in this process and answers once it serves. */
export async function startService<Schema extends z.ZodType<AnyConfiguration>>(
  definition: ServiceDefinition<Schema>,
  configuration: z.output<Schema>,
  options: StartOptions = {},
): Promise<RunningService> {
  const { name } = definition;
  const log = options.log ?? openLog(name, configuration.LOG_LEVEL);
  const tracing = startTracing({ service: name, traceDir: configuration.TRACE_DIR, otlpEndpoint: configuration.OTEL_EXPORTER_OTLP_ENDPOINT });
  const dataSource = await connect(definition, configuration, log);
  const closePools = async (): Promise<void> => {
    await dataSource?.destroy();
    await tracing.shutdown();
  };
  try {
    const { module, routes } = definition;
    const onCrash = options.onCrash ?? ((error: Error) => log.fatal({ err: error }, 'a consumer gave up'));
    const app = await build(definition, ServiceModule.of({ name, module, routes, configuration, log, dataSource, onCrash }), log);
    await app.listen(configuration.SERVICE_PORT, configuration.SERVICE_HOST);
    const url = await app.getUrl();
    log.info({ url }, 'serving');
    const stop = async (): Promise<void> => {
      try {
        await app.close();
      } finally {
        await closePools();
      }
    };
    return { app, url, stop };
  } catch (error) {
    await closePools();
    throw error;
  }
}

async function build(definition: ServiceDefinition, module: ReturnType<typeof ServiceModule.of>, log: Log): Promise<NestFastifyApplication> {
  const logger = new Logger(new PinoLogger({ pinoHttp: { logger: log } }), {});
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(), { logger, bodyParser: false, abortOnError: false });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  await prepareServer(fastify);
  const metrics = app.get(Metrics);
  observeRequests(fastify, metrics, log);
  const routes = () => app.get(RouteTable).routes;
  addMachineEndpoints(fastify, { name: definition.name, routes, health: app.get(Health), metrics });
  await definition.extendHttp?.(fastify, app);
  return app;
}

/** Waits for database and broker, which may be starting too. */
async function connect(definition: ServiceDefinition, configuration: AnyConfiguration, log: Log): Promise<DataSource | undefined> {
  const { DATABASE_URL: url, KAFKA_BROKERS: brokers } = configuration;
  if (!url) return undefined;
  const entities = definition.entities ?? [];
  const dataSource = await patiently('the database', log, () => openDatabase({ url, entities, applicationName: `goufu-${definition.name}` }));
  if (brokers) {
    const bus = new KafkaBus({ brokers, clientId: `${definition.name}-boot`, topicPrefix: configuration.TOPIC_PREFIX ?? '', log });
    try {
      await patiently('the broker', log, () => bus.check(), { mayPass: () => true });
    } finally {
      await bus.close();
    }
  }
  return dataSource;
}
