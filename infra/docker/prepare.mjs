/** Run once before the services of docker-compose.yml: roles and databases, topics, migrations. Repeating it does no harm. */
import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { prepareDatabase, servicesWithDatabase } from '../local/lib/roles.mjs';

const { POSTGRES_ADMIN_URL, DATABASE_PASSWORD } = process.env;

const connect = async (database) => {
  const address = new URL(POSTGRES_ADMIN_URL);
  address.pathname = `/${database}`;
  const client = new Client({ connectionString: address.href });
  await client.connect();
  return client;
};

function run(cwd, entry, args, env) {
  const { status } = spawnSync(process.execPath, [entry, ...args], { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

for (const service of servicesWithDatabase) await prepareDatabase(connect, service, { owner: DATABASE_PASSWORD, app: DATABASE_PASSWORD });
run('/goufu', 'libs/messaging/dist/create-topics.js', []);
for (const service of servicesWithDatabase) {
  const owner = new URL(POSTGRES_ADMIN_URL);
  owner.username = `goufu_${service}_owner`;
  owner.password = DATABASE_PASSWORD;
  owner.pathname = `/goufu_${service}`;
  run(`/goufu/services/${service}`, 'dist/app/main.js', ['migrate'], { DATABASE_OWNER_URL: owner.href });
}
