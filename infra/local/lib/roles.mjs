/**
 * Databases and roles. One database per service with an owner (migrations) and an app role (runtime); funding's ledger functions belong to a
 * role that nobody logs in as. Migrations make neither roles nor databases, so that they run with the owner's rights only.
 */

export const servicesWithDatabase = ['procurement', 'projects', 'evaluation', 'funding', 'oversight'];

/**
 * Makes role and database when they are missing and grants again in any case. `connect(database)` opens an administrator's connection
 * (`query(sql)`, `end()`); `passwords` is `{ owner, app }`; `database` is another name than the service's for tests.
 */
export async function prepareDatabase(connect, service, passwords, database = `goufu_${service}`) {
  await using(connect, 'postgres', async (admin) => {
    await admin.query(`SELECT pg_advisory_lock(hashtext('goufu roles'))`);
    await ensureRole(admin, `goufu_${service}_owner`, `LOGIN PASSWORD '${passwords.owner}'`);
    await ensureRole(admin, `goufu_${service}_app`, `LOGIN PASSWORD '${passwords.app}'`);
    if (service === 'funding') await ensureRole(admin, 'goufu_funding_ledger', 'NOLOGIN');
    const { rows } = await admin.query(`SELECT 1 FROM pg_database WHERE datname = '${database}'`);
    if (rows.length === 0) await admin.query(`CREATE DATABASE ${database} OWNER goufu_${service}_owner`);
  });
  await using(connect, database, (admin) => admin.query(grants(service, database)));
}

async function using(connect, database, work) {
  const client = await connect(database);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(admin, name, attributes) {
  const { rows } = await admin.query(`SELECT 1 FROM pg_roles WHERE rolname = '${name}'`);
  await admin.query(`${rows.length === 0 ? 'CREATE' : 'ALTER'} ROLE ${name} ${attributes}`);
}

/** What the roles may do. New tables are open to the app role, where money is kept without deleting; a migration takes away what else it must not do (REVOKE UPDATE …). */
function grants(service, database) {
  const [owner, app] = [`goufu_${service}_owner`, `goufu_${service}_app`];
  return `
    REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${database} TO ${app};
    ALTER SCHEMA public OWNER TO ${owner};
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ${app};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT ${service === 'funding' ? 'SELECT, INSERT, UPDATE' : 'SELECT, INSERT, UPDATE, DELETE'} ON TABLES TO ${app};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${app};
    ${service === 'funding' ? ledgerGrants : ''}`;
}

/** The owner may hand functions to the ledger's role (ALTER FUNCTION … OWNER TO), which needs CREATE on the schema for that. */
const ledgerGrants = `
    GRANT goufu_funding_ledger TO goufu_funding_owner WITH SET TRUE;
    GRANT USAGE, CREATE ON SCHEMA public TO goufu_funding_ledger;`;
