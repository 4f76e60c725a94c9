import { spawn } from 'node:child_process';

/** How a process ended, with the end of what it printed. */
export interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly printed: string;
}

export interface ServiceProcess {
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<Ended>;
  stop(): Promise<Ended>;
}

const KEPT_OUTPUT = 4_000;
const GRACE_MS = 15_000;

/** The real main of a service as a process of its own. */
export function startProcess(main: string, variables: Readonly<Record<string, string>>): ServiceProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env['PATH'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed = (printed + text).slice(-KEPT_OUTPUT)));
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, printed }));
  });
  return {
    ended,
    stop: () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      return ended.finally(() => clearTimeout(timer));
    },
  };
}
