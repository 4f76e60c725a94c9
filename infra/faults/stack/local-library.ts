import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What the harness takes of `infra/local/lib`, which is plain ESM without types. */
export interface Home {
  readonly dir: string;
  readonly logs: string;
}

export interface RunningRecord {
  readonly name: string;
  readonly pid: number;
}

export interface Server {
  readonly name: string;
  readonly pid: number;
  readonly url?: string;
  readonly brokers?: string;
  kill(): Promise<string>;
  stop(): Promise<string>;
}

/** One process of Goufu as the local stack describes it. */
export interface Described {
  readonly name: string;
  readonly folder: string;
  readonly entry: string;
  readonly port: number;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ownerUrl?: string;
}

interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface LocalLibrary {
  openHome(dir: string): Home;
  portsOf(home: Home, names: readonly string[]): Promise<Record<string, number>>;
  preflight(): void;
  startPostgres(options: { home: Home; port: number; preload?: string }): Promise<Server>;
  startKafka(options: { home: Home; port: number; controllerPort: number; settings?: object }): Promise<Server>;
  startRedis(options: { home: Home; port: number }): Promise<Server>;
  describeStack(home: Home, servers: object): Promise<Described[]>;
  readonly portNames: readonly string[];
  prepareDatabases(stack: readonly Described[], adminUrl: string): Promise<void>;
  createTopics(home: Home, stack: readonly Described[]): Promise<void>;
  launch(home: Home, name: string, program: Launch): Promise<RunningRecord>;
  running(home: Home, name: string): RunningRecord | null;
  end(home: Home, record: RunningRecord, options?: { signal?: string; graceMs?: number }): Promise<string>;
  isAlive(record: RunningRecord): boolean;
  lastLines(home: Home, name: string, lines?: number): string;
  httpReady(url: string): Promise<void>;
}

const MODULES = ['home', 'preflight', 'postgres', 'kafka', 'redis', 'stack', 'prepare', 'processes', 'health'];

/** The repository's folder, whether this runs from its sources or built. */
export const root = above(dirname(fileURLToPath(import.meta.url)));

function above(folder: string): string {
  if (existsSync(join(folder, 'nx.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('no nx.json above the fault harness: it only works inside the repository');
  return above(dirname(folder));
}

export async function localLibrary(): Promise<LocalLibrary> {
  const urls = MODULES.map((name) => pathToFileURL(join(root, 'infra', 'local', 'lib', `${name}.mjs`)).href);
  const modules = (await Promise.all(urls.map((url) => import(url)))) as object[];
  return Object.assign({}, ...modules) as LocalLibrary;
}
