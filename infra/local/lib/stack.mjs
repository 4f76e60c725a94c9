/** The one table of what the stack runs, in the order in which it starts: who, where, with which environment, after whom. */
import { join } from 'node:path';
import { portsOf, secretOf } from './home.mjs';
import { root } from './paths.mjs';
import { host } from './ports.mjs';
import { servicesWithDatabase } from './roles.mjs';

/** Names of everything, servers first. `npm stop` goes through it backwards. */
export const names = ['postgres', 'kafka', 'redis', 'identity-issuer', 'treasury-simulator', ...servicesWithDatabase, 'portal'];

/** Every port that the stack keeps. */
export const portNames = [...names, 'kafka-controller'];

/** The processes of Goufu: `{ name, folder, entry, port, url, env, needs, ownerUrl }`. `ownerUrl` is there when it has a database to migrate. */
export async function describeStack(home, servers) {
  const ports = await portsOf(home, portNames);
  const url = Object.fromEntries(names.map((name) => [name, `http://${host}:${ports[name]}`]));
  const secret = (name, bytes, encoding) => secretOf(home, name, bytes, encoding);
  const one = (name, folder, entry, needs, env) => {
    const own = { SERVICE_PORT: String(ports[name]), SERVICE_HOST: host, ...env };
    return { name, folder: join(root, folder), entry: join(root, folder, entry), port: ports[name], url: url[name], needs, env: own };
  };
  const common = commonEnvironment(home, servers, url);
  const rails = railsEnvironment(home, url, secret);
  const extra = extraEnvironment(url, secret, rails);
  const service = (name, needs) => ({
    ...one(name, `services/${name}`, 'dist/app/main.js', needs, { ...common, ...extra[name], ...databaseEnvironment(name, servers, secret) }),
    ...(servicesWithDatabase.includes(name) && { ownerUrl: databaseUrl(name, 'owner', servers, secret) }),
  });
  return [
    one('identity-issuer', 'infra/identity-issuer', 'dist/main.js', [], { ...common, ISSUER_URL: url['identity-issuer'], ...extra.portal, DATA_DIR: join(home.dir, 'identity-issuer') }),
    one('treasury-simulator', 'infra/treasury-simulator', 'dist/main.js', [], { ...common, ...rails.treasury, DATA_DIR: join(home.dir, 'treasury-simulator') }),
    ...servicesWithDatabase.map((name) => service(name, ['identity-issuer', ...(name === 'funding' ? ['treasury-simulator'] : [])])),
    service('portal', ['identity-issuer', ...servicesWithDatabase]),
  ];
}

/** What the scenario gets: every address that a user's browser, a bank's clerk or the clock's hand would know. */
export function scenarioEnvironment(stack) {
  const { env } = stack.find(({ name }) => name === 'portal');
  const address = (wanted) => stack.find(({ name }) => name === wanted).url;
  return { ...env, TREASURY_URL: address('treasury-simulator') };
}

function commonEnvironment(home, servers, url) {
  return {
    GOUFU_ENVIRONMENT: 'local',
    CLOCK: 'movable',
    LOG_LEVEL: 'info',
    TOPIC_PREFIX: '',
    KAFKA_BROKERS: servers.kafka.brokers,
    REDIS_URL: servers.redis.url,
    OIDC_ISSUER: url['identity-issuer'],
    OIDC_AUDIENCE: 'goufu-api',
    TRACE_DIR: join(home.dir, 'traces'),
    FILE_STORE_DIR: join(home.dir, 'files'),
  };
}

/**
 * Over HTTP, funding calls the treasury, which also speaks first, signed. `TREASURY_RAILS=files npm start`: they exchange ISO 20022 files in
 * .local/treasury instead.
 */
function railsEnvironment(home, url, secret) {
  if (process.env.TREASURY_RAILS === 'files') {
    const folder = join(home.dir, 'treasury');
    return { treasury: { FILES_DIR: folder }, funding: { TREASURY_RAILS: 'files', TREASURY_FILES_DIR: folder } };
  }
  const key = secret('treasury-callback-key', 32, 'base64');
  return { treasury: { CALLBACK_URL: `${url.funding}/treasury/payment-status`, CALLBACK_KEY: key }, funding: { TREASURY_CALLBACK_KEY: key } };
}

function extraEnvironment(url, secret, rails) {
  const addresses = Object.fromEntries(servicesWithDatabase.map((name) => [`${name.toUpperCase()}_URL`, url[name]]));
  return {
    procurement: { BID_KEY: secret('bid-key', 32, 'base64') },
    funding: { TREASURY_URL: url['treasury-simulator'], ACCOUNT_KEY: secret('account-key', 32, 'base64'), ...rails.funding },
    portal: {
      PORTAL_PUBLIC_URL: url.portal,
      OIDC_CLIENT_ID: 'goufu-portal',
      OIDC_CLIENT_SECRET: secret('oidc-client'),
      SESSION_SECRET: secret('session', 32),
      ...addresses,
    },
  };
}

const databaseEnvironment = (name, servers, secret) =>
  servicesWithDatabase.includes(name) ? { DATABASE_URL: databaseUrl(name, 'app', servers, secret) } : {};

/** How a role (`owner`, `app`) reaches a service's database; `secret` answers the password of a name. */
export function databaseUrl(service, role, servers, secret) {
  const address = new URL(servers.postgres.url);
  address.username = `goufu_${service}_${role}`;
  address.password = secret(`goufu_${service}_${role}`);
  address.pathname = `/goufu_${service}`;
  return address.href;
}
