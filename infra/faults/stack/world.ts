import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { type Described, root } from './local-library.js';
import { statements } from './database.js';
import { Process } from './process.js';
import type { Servers } from './servers.js';

/** Business time at which every world begins: 23:30 in China, so that an hour more is another day. */
export const BEGINNING = '2026-03-02T15:30:00.000Z';
const UNDER_TEST = ['identity-issuer', 'treasury-simulator', 'funding', 'oversight'];
const TREASURY_ACCOUNT = 'treasury-510104';
export const TREASURY_OPENING_FEN = 1_000_000_000_000n;
/** Short, so that taking over after a death does not take the harness's time. */
const PATIENCE = { CONSUMER_SESSION_MS: '3000', TASK_LEASE_MS: '3000', TREASURY_TIMEOUT_MS: '800', STATEMENT_EVERY_MS: '200', LOG_LEVEL: 'warn', TRACE_DIR: '' };

export interface WorldOptions {
  /** Distinguishes topics and treasury books of one world from another's. */
  readonly label: string;
  readonly preload?: readonly string[];
}

/** Fresh databases, topics and treasury books, with the processes under test running on them. */
export class World {
  readonly processes = new Map<string, Process>();
  /** Business time as it was last set. */
  now = BEGINNING;

  private daysOver = 0;

  private constructor(
    readonly servers: Servers,
    readonly prefix: string,
    readonly treasuryData: string,
  ) {}

  static async open(servers: Servers, { label, preload = [] }: WorldOptions): Promise<World> {
    const world = new World(servers, `${label}.`, join(servers.home.dir, `treasury-${label}`));
    rmSync(world.treasuryData, { recursive: true, force: true });
    const all = await servers.library.describeStack(servers.home, servers.proxied);
    const stack = all.filter(({ name }) => UNDER_TEST.includes(name)).map((one) => world.adapted(one));
    await world.prepare(stack, preload);
    for (const one of stack) world.processes.set(one.name, new Process(servers, one, isService(one) ? preload : []));
    const funding = world.process('funding').described;
    const second = { name: 'funding-2', port: servers.ports['funding-2'] ?? 0 };
    const url = `http://127.0.0.1:${second.port}`;
    world.processes.set(second.name, new Process(servers, { ...funding, ...second, url, env: { ...funding.env, SERVICE_PORT: String(second.port) } }, preload));
    for (const name of ['identity-issuer', 'treasury-simulator']) await world.process(name).start();
    await Promise.all(['funding', 'oversight'].map((name) => world.process(name).start()));
    await world.treasury('PUT', '/clock', { at: BEGINNING });
    await world.treasury('POST', '/accounts', { accountId: TREASURY_ACCOUNT, name: '国库集中支付账户', openingBalanceFen: String(TREASURY_OPENING_FEN) });
    return world;
  }

  process(name: string): Process {
    const found = this.processes.get(name);
    if (!found) throw new Error(`no process ${name} is under test`);
    return found;
  }

  /** Moves business time on; answers it. Whoever is to know is told by the caller. */
  step(minutes: number): string {
    this.now = new Date(Date.parse(this.now) + minutes * 60_000).toISOString();
    return this.now;
  }

  /** Oversight's time runs ahead by whole days, so that its seals come due. */
  endPublicDay(): string {
    this.daysOver += 1;
    return new Date(Date.parse(BEGINNING) + this.daysOver * 24 * 3_600_000).toISOString();
  }

  /** Talks to the treasury as its clerk. */
  async treasury(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const { url } = this.process('treasury-simulator');
    const answer = await fetch(new URL(path, url), { method, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) });
    const content = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`treasury simulator: ${method} ${path}: ${answer.status} ${JSON.stringify(content)}`);
    return content;
  }

  /** The administrator's address of a service's database, not through the proxy. */
  databaseUrl(service: string): string {
    const address = new URL(this.servers.adminUrl);
    address.pathname = `/goufu_${service}`;
    return address.href;
  }

  async close(): Promise<void> {
    for (const process of this.processes.values()) process.signal('SIGCONT');
    await Promise.all([...this.processes.values()].map((process) => process.stop()));
  }

  private adapted(one: Described): Described {
    const more: Record<string, string> = one.name === 'treasury-simulator' ? { DATA_DIR: this.treasuryData, LOG_LEVEL: 'warn' } : { ...PATIENCE, TOPIC_PREFIX: this.prefix };
    return { ...one, env: { ...one.env, ...more } };
  }

  private async prepare(stack: readonly Described[], preload: readonly string[]): Promise<void> {
    const { servers } = this;
    const services = stack.filter(({ ownerUrl }) => ownerUrl !== undefined);
    for (const { env } of stack) for (const dir of [env['DATA_DIR'], env['FILE_STORE_DIR']]) if (dir) mkdirSync(dir, { recursive: true, mode: 0o700 });
    await statements(servers.adminUrl, ...services.map(({ name }) => `DROP DATABASE IF EXISTS goufu_${name} WITH (FORCE)`));
    await servers.library.prepareDatabases(services, servers.adminUrl);
    await servers.library.createTopics(servers.home, services);
    await Promise.all(services.map((one) => migrate(one, preload)));
  }
}

const isService = ({ ownerUrl }: Described): boolean => ownerUrl !== undefined;

async function migrate({ name, entry, folder, env, ownerUrl }: Described, preload: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...preload, entry, 'migrate'], {
    cwd: folder || root,
    env: { PATH: process.env['PATH'], ...env, DATABASE_OWNER_URL: ownerUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${name} could not be migrated (exit code ${code})`);
}
