import { setTimeout as delay } from 'node:timers/promises';
import type { Violation } from '../check/violation.js';
import type { PartitionFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Outcome, Scene } from './scene.js';

const MOMENT_WITHIN_MS = 600;
const AT_WORK_WITHIN_MS = 120_000;

/** Spoils one direction of every connection to a server for a while. What was cut stays silent, as behind a firewall that forgot it. */
export async function playPartition(scene: Scene, fault: PartitionFault, purchases: number, random: Random): Promise<Outcome> {
  const proxy = fault.server === 'postgres' ? scene.servers.postgresProxy : scene.servers.kafkaProxy;
  const moments: string[] = [];
  const recoveries: number[] = [];
  const violations: Violation[] = [];
  for (let i = 0; i < fault.times && violations.length === 0; i += 1) {
    scene.load.begin(purchases, random.fork(`partition ${i}`));
    const after = random.below(MOMENT_WITHIN_MS);
    await delay(after);
    proxy.set(fault.direction, fault.treatment);
    await delay(fault.forMs);
    proxy.heal();
    const began = performance.now();
    scene.load.begin(1, random.fork(`healed ${i}`));
    violations.push(...(await scene.checker.always()));
    await scene.load.endedWithin(AT_WORK_WITHIN_MS);
    recoveries.push(performance.now() - began);
    moments.push(`${fault.treatment.kind} ${fault.direction}`);
  }
  return { moments, recoveries, violations };
}
