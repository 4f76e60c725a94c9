import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** CPU seconds that processes have used since they began, by the name of who they work for. */
export type CpuSeconds = Readonly<Record<string, number>>;

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Whose time is counted: a process alone, or with its children (PostgreSQL works in backends). */
export interface Counted {
  readonly name: string;
  readonly pid: number;
  readonly withChildren?: boolean;
}

export function cpuSeconds(counted: readonly Counted[]): CpuSeconds {
  return Object.fromEntries(counted.map(({ name, pid, withChildren }) => [name, (withChildren ? treeTicks(pid) : ticksOf(pid)[0]) / TICKS_PER_SECOND]));
}

/** CPU seconds that all cores have been busy since the machine began. */
export function machineSeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (readOr('/proc/stat').split('\n')[0] ?? '').split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/** What each used between two readings. */
export const cpuBetween = (before: CpuSeconds, after: CpuSeconds): CpuSeconds =>
  Object.fromEntries(Object.keys(after).map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]));

/** A process, its ended children (which it has waited for) and its living ones. */
function treeTicks(pid: number): number {
  const [own, ended] = ticksOf(pid);
  const living = childrenOf(pid).map((child) => ticksOf(child)[0]);
  return living.reduce((sum, ticks) => sum + ticks, own + ended);
}

/** Ticks in user and kernel mode: its own, and those of its ended children. Nothing for a process that has just ended. */
function ticksOf(pid: number): [number, number] {
  const stat = readOr(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
  return [utime + stime, cutime + cstime];
}

const childrenOf = (pid: number): number[] => readOr(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
