import { createHash, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { migrate, type Migration } from '@goufu/persistence';
import { Client } from 'pg';
import { servers } from './servers.js';
import { inWorkspace } from './workspace.js';

/** A migrated database of its own for one spec file. */
export interface TestDatabase {
  /** As the service itself connects. */
  readonly appUrl: string;
  /** As migrations connect. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** infra/local/lib/roles.mjs, which makes the databases of the local stack too: roles and grants are the same everywhere. */
interface Roles {
  prepareDatabase(
    connect: (database: string) => Promise<Client>,
    service: string,
    passwords: { readonly owner: string; readonly app: string },
    database: string,
  ): Promise<void>;
}

const PASSWORD = 'for-specs-only';
const CLONES = 'goufu_spec_';

/**
 * A clone of the template that holds these migrations. The template is made once per service and content of the
 * migrations, under a lock; a clone takes a fraction of a second. Clones of runs that died are dropped on the way.
 */
export async function testDatabase(service: string, migrations: readonly Migration[]): Promise<TestDatabase> {
  const { postgresAdminUrl } = await servers();
  const template = `goufu_template_${service}_${hashOf(migrations)}`;
  const name = `${CLONES}${service}_${process.pid}_${randomBytes(4).toString('hex')}`;
  await asAdmin(postgresAdminUrl, async (admin) => {
    await admin.query(`SELECT pg_advisory_lock(hashtext('goufu templates'))`);
    await dropOrphans(admin);
    if (!(await exists(admin, template))) await makeTemplate(admin, postgresAdminUrl, service, migrations, template);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER goufu_${service}_owner`);
    // Rights on the database itself are not part of a template.
    await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO goufu_${service}_app`);
  });
  return {
    appUrl: urlOf(postgresAdminUrl, name, `goufu_${service}_app`),
    ownerUrl: urlOf(postgresAdminUrl, name, `goufu_${service}_owner`),
    drop: () => asAdmin(postgresAdminUrl, (admin) => dropDatabase(admin, name)),
  };
}

async function makeTemplate(admin: Client, adminUrl: string, service: string, migrations: readonly Migration[], template: string): Promise<void> {
  // Migrated under another name: a run that dies here leaves no half-made template.
  const unfinished = `${template}_unfinished`;
  await dropDatabase(admin, unfinished);
  const roles = (await import(pathToFileURL(inWorkspace('infra/local/lib/roles.mjs')).href)) as Roles;
  const connect = async (database: string) => {
    const client = new Client({ connectionString: urlOf(adminUrl, database) });
    await client.connect();
    return client;
  };
  await roles.prepareDatabase(connect, service, { owner: PASSWORD, app: PASSWORD }, unfinished);
  await migrate(urlOf(adminUrl, unfinished, `goufu_${service}_owner`), migrations);
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}

/** The name of a clone says which process made it. */
async function dropOrphans(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(`SELECT datname FROM pg_database WHERE starts_with(datname, $1)`, [CLONES]);
  for (const { datname } of rows) {
    const pid = Number(datname.split('_').at(-2));
    if (!isAlive(pid)) await dropDatabase(admin, datname);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const hashOf = (migrations: readonly Migration[]): string => {
  const hash = createHash('sha256');
  for (const { name, sql } of migrations.map((migration) => new migration())) hash.update(`${name ?? ''}\n${sql}\n`);
  return hash.digest('hex').slice(0, 12);
};

async function exists(admin: Client, database: string): Promise<boolean> {
  const { rows } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  return rows.length > 0;
}

const dropDatabase = async (admin: Client, database: string): Promise<void> => {
  await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
};

async function asAdmin(adminUrl: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** The same server, another database, another role. */
function urlOf(adminUrl: string, database: string, role?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role, PASSWORD];
  return url.href;
}
