import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const STOP_WITHIN_MS = 20_000;

/** A lane that does not get on: its run counts nothing, and the others go on. */
export class LaneFailed extends Error {}

interface ProgramOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** File that takes what it prints. */
  readonly log: string;
}

/** A Node process under measurement. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly pid: number,
    private readonly options: ProgramOptions,
  ) {}

  static start(options: ProgramOptions): Program {
    const log = openSync(options.log, 'w');
    const { args, cwd, env } = options;
    const child = spawn(process.execPath, [...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
    closeSync(log);
    if (child.pid === undefined) throw new Error(`${options.name} cannot be run`);
    return new Program(child, child.pid, options);
  }

  /** Waits until the address answers 200. */
  async untilReady(url: string, withinMs = 60_000): Promise<void> {
    const until = performance.now() + withinMs;
    for (;;) {
      if (this.child.exitCode !== null) throw new Error(`${this.options.name} ended while it was starting:\n${this.lastLines()}`);
      const answered = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return;
      if (performance.now() > until) throw new Error(`${this.options.name} is not ready:\n${this.lastLines()}`);
      await delay(50);
    }
  }

  /** Throws when it has ended although nobody stopped it. */
  mustRun(): void {
    if (this.child.exitCode !== null || this.child.signalCode !== null) throw new LaneFailed(`${this.options.name} ended:\n${this.lastLines()}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    const kill = setTimeout(() => this.child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(kill);
  }

  private lastLines(): string {
    return readFileSync(this.options.log, 'utf8').trim().split('\n').slice(-8).join('\n');
  }
}
