import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '@goufu/testing';

const MAIN = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url));
const PATIENCE = { within: 40_000 };

/** The built service as a process that can die: on a port that it keeps over its deaths. */
export class FundingProcess {
  private child: ChildProcess | undefined;
  private variables: Readonly<Record<string, string>> = {};
  private port = 0;

  /** `failpoint`: where the first process kills itself. */
  constructor(private readonly failpoint: string) {}

  /** What `startTestService` calls. */
  async start(variables: Readonly<Record<string, string>>): Promise<{ url: string; stop(): Promise<void> }> {
    this.port = await freePort();
    this.variables = { ...variables, SERVICE_PORT: String(this.port) };
    await this.run({ FAILPOINT: this.failpoint });
    return { url: `http://127.0.0.1:${this.port}`, stop: () => this.stop() };
  }

  /** Waits for its death at the failpoint, and starts the next one, which lives. */
  async dieAndRise(): Promise<void> {
    const { child } = this;
    if (!child) throw new Error('nothing runs');
    await eventually(() => {
      if (child.signalCode !== 'SIGKILL') throw new Error(`still alive: the failpoint ${this.failpoint} was not reached`);
    }, PATIENCE);
    await this.run({});
  }

  private async run(more: Readonly<Record<string, string>>): Promise<void> {
    this.child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], { env: { ...this.variables, ...more }, stdio: 'ignore' });
    await eventually(async () => {
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`);
      if (!answer.ok) throw new Error(`not ready: ${answer.status}`);
    }, PATIENCE);
  }

  private async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
