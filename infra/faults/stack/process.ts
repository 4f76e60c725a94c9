import { setTimeout as delay } from 'node:timers/promises';
import type { Described, RunningRecord } from './local-library.js';
import type { Servers } from './servers.js';

const READY_WITHIN_MS = 180_000;

/** One service process under test: it can be started armed, killed, stopped in its tracks and started again. */
export class Process {
  private record: RunningRecord | undefined;

  constructor(
    private readonly servers: Servers,
    readonly described: Described,
    /** Loaded before the service: how a seeded bug gets into it. */
    private readonly preload: readonly string[] = [],
  ) {}

  get name(): string {
    return this.described.name;
  }

  get url(): string {
    return this.described.url;
  }

  get alive(): boolean {
    return this.record !== undefined && this.servers.library.isAlive(this.record);
  }

  /** Starts it and answers at once. `more` is environment, such as a failpoint. */
  async launch(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { library, home } = this.servers;
    const { entry, folder, env } = this.described;
    const args = ['--disable-warning=ExperimentalWarning', ...this.preload, entry];
    this.record = await library.launch(home, this.name, { command: process.execPath, args, cwd: folder, env: { PATH: process.env['PATH'], ...env, ...more } });
  }

  /** Starts it and waits until it serves, or died on the way. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.launch(more);
    await this.ready();
  }

  /** Waits until it serves. Death is no failure when it was armed: `alive` tells. */
  async ready(): Promise<void> {
    const { library, home } = this.servers;
    const until = performance.now() + READY_WITHIN_MS;
    for (;;) {
      const reason = await library.httpReady(this.url).then(() => undefined, String);
      if (reason === undefined || !this.alive) return;
      if (performance.now() > until) throw new Error(`${this.name} does not get ready: ${reason}\n${library.lastLines(home, this.name)}`);
      await delay(100);
    }
  }

  signal(signal: NodeJS.Signals): void {
    if (this.record && this.alive) process.kill(this.record.pid, signal);
  }

  /** Waits for its death; false when it still lives after `withinMs`. */
  async died(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (this.alive && performance.now() < until) await delay(20);
    return !this.alive;
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.died(5_000);
  }

  async stop(): Promise<void> {
    if (!this.record) return;
    await this.servers.library.end(this.servers.home, this.record);
    this.record = undefined;
  }
}
