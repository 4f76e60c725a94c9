import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../../infra/treasury-simulator/dist/main.js', import.meta.url));

/** The treasury simulator as a process of its own, on any free port. */
export interface Treasury {
  readonly url: string;
  /** Talks to it as its clerk; answers the parsed body. */
  ask(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  hostile(...rules: object[]): Promise<unknown>;
  close(): Promise<void>;
}

/** `variables` differ from the usual ones: a folder for files, for one. */
export async function startTreasury(now: string, variables: Readonly<Record<string, string>> = {}): Promise<Treasury> {
  const dataDir = await mkdtemp(join(tmpdir(), 'treasury-'));
  const child = spawn(process.execPath, [MAIN], {
    env: { GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const url = /http:\S+/.exec(line)?.[0] ?? '';
  const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(new URL(path, url), { method, ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}) });
    return (await response.json()) as Record<string, unknown>;
  };
  await ask('PUT', '/clock', { at: now });
  return {
    url,
    ask,
    hostile: (...rules) => ask('PUT', '/hostility', { seed: 7, rules }),
    async close() {
      child.kill('SIGTERM');
      await once(child, 'close');
      await rm(dataDir, { recursive: true });
    },
  };
}
