import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { localLibrary, root, type Home, type LocalLibrary, type Server } from './local-library.js';
import { Proxy } from './proxy.js';

export type ServerName = 'postgres' | 'kafka' | 'redis';
const HOST = '127.0.0.1';
const PORTS = ['funding-2', 'postgres-proxy', 'kafka-proxied', 'kafka-proxy'];

/**
 * PostgreSQL, Kafka and Redis of the harness's own, in `.local/faults`. Services reach PostgreSQL and Kafka through proxies; the harness
 * itself reaches them directly, so that it sees what is there while they are cut off.
 */
export class Servers {
  private readonly running = new Map<ServerName, Server>();

  private constructor(
    readonly library: LocalLibrary,
    readonly home: Home,
    readonly ports: Readonly<Record<string, number>>,
    readonly postgresProxy: Proxy,
    readonly kafkaProxy: Proxy,
  ) {}

  /** Starts from nothing: what an earlier run left behind is ended and removed. */
  static async start(): Promise<Servers> {
    const library = await localLibrary();
    library.preflight();
    const home = library.openHome(join(root, '.local', 'faults'));
    await endLeftovers(library, home);
    for (const data of ['postgres', 'kafka', 'redis', 'logs', 'files', 'identity-issuer']) rmSync(join(home.dir, data), { recursive: true, force: true });
    library.openHome(home.dir);
    const ports = await library.portsOf(home, [...library.portNames, ...PORTS]);
    const proxyOf = (name: string, target: string): Promise<Proxy> => Proxy.open(ports[name] ?? 0, ports[target] ?? 0);
    const servers = new Servers(library, home, ports, await proxyOf('postgres-proxy', 'postgres'), await proxyOf('kafka-proxy', 'kafka-proxied'));
    await Promise.all((['postgres', 'kafka', 'redis'] as const).map((name) => servers.start(name)));
    return servers;
  }

  /** Starts one of them; answers after how many milliseconds it was ready. */
  async start(name: ServerName, preload?: string): Promise<number> {
    const began = performance.now();
    this.running.set(name, await this.starter(name, preload));
    return performance.now() - began;
  }

  /** Ends it in order and starts it, PostgreSQL with a library loaded before it. */
  async restart(name: ServerName, preload?: string): Promise<void> {
    await this.running.get(name)?.stop();
    await this.start(name, preload);
  }

  async kill(name: ServerName): Promise<void> {
    await this.running.get(name)?.kill();
  }

  /** As administrator, not through the proxy. */
  get adminUrl(): string {
    return this.running.get('postgres')?.url ?? '';
  }

  get brokers(): string {
    return `${HOST}:${this.ports['kafka']}`;
  }

  /** Addresses as the services know them. */
  get proxied(): { postgres: { url: string }; kafka: { brokers: string }; redis: { url: string } } {
    const address = new URL(this.adminUrl);
    address.port = String(this.postgresProxy.port);
    return { postgres: { url: address.href }, kafka: { brokers: `${HOST}:${this.kafkaProxy.port}` }, redis: { url: `redis://${HOST}:${this.ports['redis']}` } };
  }

  async stop(): Promise<void> {
    for (const name of ['redis', 'kafka', 'postgres'] as const) await this.running.get(name)?.stop();
    await Promise.all([this.postgresProxy.close(), this.kafkaProxy.close()]);
    await endLeftovers(this.library, this.home);
  }

  private starter(name: ServerName, preload: string | undefined): Promise<Server> {
    const { library, home, ports } = this;
    const port = ports[name] ?? 0;
    if (name === 'postgres') return library.startPostgres({ home, port, ...(preload === undefined ? {} : { preload }) });
    if (name === 'redis') return library.startRedis({ home, port });
    const listeners = (proxied: number | undefined): string => `PLAINTEXT://${HOST}:${port},PROXIED://${HOST}:${proxied},CONTROLLER://${HOST}:${ports['kafka-controller']}`;
    const kafka = {
      listeners: listeners(ports['kafka-proxied']),
      'advertised.listeners': listeners(ports['kafka-proxy']),
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    };
    return library.startKafka({ home, port, controllerPort: ports['kafka-controller'] ?? 0, settings: kafka });
  }
}

/** Ends what a run left behind that was broken off, or that was just starting something when it was. */
async function endLeftovers(library: LocalLibrary, home: Home): Promise<void> {
  for (const name of [...library.portNames, 'funding-2']) {
    const record = library.running(home, name);
    if (record) await library.end(home, record, { signal: 'SIGKILL' });
  }
}
