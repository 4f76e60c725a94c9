import { cpSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Violation } from '../check/violation.js';
import type { RedisFault } from '../matrix.js';
import type { Random } from '../random.js';
import type { Servers } from '../stack/servers.js';
import type { Outcome, Scene } from './scene.js';

const MOMENT_WITHIN_MS = 1_500;
const AWAY_MS = 3_000;

/** Redis holds tickets only: whatever becomes of it, every payment is sent once. */
export async function playRedis(scene: Scene, { act, times }: RedisFault, purchases: number, random: Random): Promise<Outcome> {
  const recoveries: number[] = [];
  const violations: Violation[] = [];
  for (let i = 0; i < times && violations.length === 0; i += 1) {
    scene.load.begin(purchases, random.fork(`redis ${i}`));
    await delay(random.below(MOMENT_WITHIN_MS));
    recoveries.push(await ACTS[act](scene.servers));
    violations.push(...(await scene.checker.always()));
  }
  return { moments: Array.from({ length: times }, () => act), kills: act === 'flush' ? 0 : times, recoveries, violations };
}

const ACTS: Readonly<Record<RedisFault['act'], (servers: Servers) => Promise<number>>> = {
  async flush(servers) {
    await order(servers.ports['redis'] ?? 0, 'FLUSHALL\r\n');
    return 0;
  },
  async away(servers) {
    await servers.kill('redis');
    await delay(AWAY_MS);
    return servers.start('redis');
  },
  /** A copy of its data from before, put in the place of what it had when it died. */
  async stale(servers) {
    const data = join(servers.home.dir, 'redis');
    const copy = `${data}-copy`;
    rmSync(copy, { recursive: true, force: true });
    cpSync(data, copy, { recursive: true });
    await delay(AWAY_MS);
    await servers.kill('redis');
    rmSync(data, { recursive: true, force: true });
    cpSync(copy, data, { recursive: true });
    return servers.start('redis');
  },
};

function order(port: number, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port }, () => void socket.write(text));
    socket.once('error', reject).once('data', () => {
      socket.destroy();
      resolve();
    });
  });
}
