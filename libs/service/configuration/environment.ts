import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ });

/** What every process with an HTTP server takes from its environment. */
export const serverEnvironment = z.object({
  GOUFU_ENVIRONMENT: z.enum(['local', 'production']),
  SERVICE_PORT: z.coerce.number().int().min(0).max(65_535),
  SERVICE_HOST: z.string().default('127.0.0.1'),
  OIDC_ISSUER: address,
  OIDC_AUDIENCE: z.string().default('goufu-api'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Folder to which spans are appended as JSON lines. */
  TRACE_DIR: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
});

/** What a service with a database, the broker and due tasks takes besides. */
export const serviceEnvironment = serverEnvironment.extend({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  KAFKA_BROKERS: z
    .string()
    .transform((list) => list.split(',').map((broker) => broker.trim()))
    .pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/, 'host:port, separated by commas')).min(1)),
  /** Put before every topic; tests use one. */
  TOPIC_PREFIX: z.string().default(''),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  CLOCK: z.enum(['system', 'movable']).default('system'),
  /** Milliseconds of silence after which the broker gives a consumer's partitions to another one, and a worker's task is taken over. */
  CONSUMER_SESSION_MS: z.coerce.number().int().min(1_000).default(10_000),
  TASK_LEASE_MS: z.coerce.number().int().min(1_000).default(30_000),
  FILE_STORE_DIR: z.string(),
  FAILPOINT: z.string().optional(),
});

/** What `main.js migrate` takes: the owner of the tables, whom the running service never is. */
export const migrationEnvironment = z.object({ DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }) });

/** A secret key of 32 bytes, written in base64. */
export const secretKey = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, '32 bytes in base64');

export type ServerConfiguration = z.output<typeof serverEnvironment>;
export type ServiceConfiguration = z.output<typeof serviceEnvironment>;
/** A service's configuration, or that of a server without a database (the portal). */
export type AnyConfiguration = ServerConfiguration & Partial<Omit<ServiceConfiguration, keyof ServerConfiguration>>;

/** Injection token of the parsed configuration. */
export const CONFIGURATION = Symbol('Configuration');
