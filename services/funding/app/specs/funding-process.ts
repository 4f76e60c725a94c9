import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '@goufu/testing';
import { freePort } from './free-port.js';

const MAIN = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url));
const PATIENCE = { within: 40_000 };
/** What a dead worker had in hand is taken over after so long. */
const SOON_CLAIMED = { TASK_LEASE_MS: '3000' };

/** The built service as a process that can die: on a port that it keeps over its deaths. */
export class FundingProcess {
  private child: ChildProcess | undefined;
  private variables: Readonly<Record<string, string>> = {};
  private port = 0;

  /** `failpoint`: where the first process kills itself. */
  constructor(private readonly failpoint: string) {}

  /** What `startTestService` calls. */
  async start(variables: Readonly<Record<string, string>>): Promise<{ url: string; stop(): Promise<void> }> {
    this.port = Number(variables['SERVICE_PORT']) || (await freePort());
    this.variables = { ...variables, ...SOON_CLAIMED, SERVICE_PORT: String(this.port) };
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
