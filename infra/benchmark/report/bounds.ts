import { availableParallelism } from 'node:os';
import { labelOf, spreadOver, type PointResult } from '../runs/points.js';

const FULL = 0.9;

/** What bounds a closed loop, from what the processors did meanwhile; and whether somebody else used them. */
export function boundOf(result: PointResult): string {
  const cores = availableParallelism();
  const busy = (name: string): number => spreadOver(result, ({ cpu, seconds }) => (cpu[name] ?? 0) / seconds)?.median ?? 0;
  const [lane, postgres, kafka, load, machine] = [busy('lane'), busy('postgres'), busy('kafka'), busy('load'), busy('machine')];
  const others = Math.max(0, machine - lane - postgres - kafka - load);
  const shares = `${machine.toFixed(2)} of ${cores} processors busy: service ${lane.toFixed(2)}, PostgreSQL ${postgres.toFixed(2)}, Kafka ${kafka.toFixed(2)}, load ${load.toFixed(2)}, others ${others.toFixed(2)}`;
  return `- ${labelOf(result.point)}: ${reason(machine / cores, lane)} (${shares}).${others > cores / 10 ? ' **The machine was not quiet: others took part of it.**' : ''}`;
}

function reason(machine: number, lane: number): string {
  if (machine >= FULL) return 'bound by the processors, which have nothing left';
  if (lane >= FULL) return 'bound by the one thread of the service';
  return 'bound by waiting: for round trips, commits and acknowledgements, not for processors';
}
