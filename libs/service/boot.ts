import { messagingMigrations } from '@goufu/messaging';
import { migrate, persistenceMigrations, sqlStateOf } from '@goufu/persistence';
import { tasksMigrations } from '@goufu/tasks';
import type { z } from 'zod';
import { configurationFrom, WrongConfiguration } from './configuration/configuration.js';
import { migrationEnvironment, type AnyConfiguration } from './configuration/environment.js';
import { serviceMigrations } from './migrations.js';
import { openLog } from './observability/log.js';
import { patiently, reasonOf, Unreachable } from './patience.js';
import { startService, type ServiceDefinition } from './start-service.js';

const STOP_WITHIN_MS = 25_000;

/** Every table of a service: those of the libraries first. */
export const allMigrations = ({ migrations = [] }: Pick<ServiceDefinition, 'migrations'>) => [
  ...persistenceMigrations,
  ...messagingMigrations,
  ...tasksMigrations,
  ...serviceMigrations,
  ...migrations,
];

/**
 * The process of a service: `main.js` serves until it is told to end, `main.js migrate` brings its database up to date; a service
 * may have orders of its own.
 * What prevents a start is one clear sentence on standard error and exit code 1.
 */
export async function runService<Schema extends z.ZodType<AnyConfiguration>>(definition: ServiceDefinition<Schema>): Promise<void> {
  try {
    if (Number(process.versions.node.split('.')[0]) < 24) throw new WrongConfiguration(`Node 24 or later is needed, this is ${process.versions.node}`);
    const order = process.argv.slice(2).join(' ');
    const own = definition.orders?.[order];
    if (order === '') await serve(definition);
    else if (order === 'migrate') await bringUpToDate(definition);
    else if (own) process.stdout.write(`${definition.name}: ${await own(process.env)}\n`);
    else throw new WrongConfiguration(`unknown order "${order}": main.js [${['migrate', ...Object.keys(definition.orders ?? {})].join(' | ')}]`);
  } catch (error) {
    process.stderr.write(`${definition.name} cannot start: ${sentenceFor(error)}\n`);
    process.exit(1);
  }
}

async function serve<Schema extends z.ZodType<AnyConfiguration>>(definition: ServiceDefinition<Schema>): Promise<void> {
  const configuration = configurationFrom(definition.config, process.env);
  const log = openLog(definition.name, configuration.LOG_LEVEL);
  let end = (code: number): void => process.exit(code);
  const onCrash = (error: Error): void => {
    log.fatal({ err: error }, 'a consumer gave up: this process ends, to be started again');
    end(1);
  };
  const service = await startService(definition, configuration, { log, onCrash });
  let ending = false;
  end = (code) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    service.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'could not end in order');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end(0));
}

async function bringUpToDate(definition: Pick<ServiceDefinition, 'name' | 'migrations'>): Promise<void> {
  const { DATABASE_OWNER_URL } = configurationFrom(migrationEnvironment, process.env);
  const log = openLog(definition.name, 'warn');
  const ran = await patiently('the database', log, () => migrate(DATABASE_OWNER_URL, allMigrations(definition)));
  process.stdout.write(`${definition.name}: ${ran.length === 0 ? 'the database is up to date' : `migrated ${ran.join(', ')}`}\n`);
}

/** What a person can act on; an error that is a bug keeps its stack. */
function sentenceFor(error: unknown): string {
  if (error instanceof WrongConfiguration || error instanceof Unreachable) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}; end the process that has this port, or set SERVICE_PORT to a free one`;
  }
  if (sqlStateOf(error) !== undefined) return `the database refuses: ${reasonOf(error)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
