import type { Fault } from '../matrix.js';
import type { Random } from '../random.js';
import { playBank } from './bank.js';
import { playBacklog } from './backlog.js';
import { playClock } from './clock.js';
import { playDiskFull } from './disk-full.js';
import { playDuplicates } from './duplicates.js';
import { playFreeze } from './freeze.js';
import { playKills } from './kill.js';
import { playOverdraw } from './overdraw.js';
import { playPartition } from './partition.js';
import { playPoison } from './poison.js';
import { playRedis } from './redis.js';
import { playReorder } from './reorder.js';
import { playRestore } from './restore.js';
import { playRollingDeploy } from './rolling-deploy.js';
import { playSlowFsync } from './slow-fsync.js';
import type { Outcome, Scene } from './scene.js';
import { playTakeover } from './takeover.js';

interface Extent {
  readonly times: number;
  /** Purchases that are under way while it strikes. */
  readonly purchases: number;
  readonly random: Random;
}

export function playFault(scene: Scene, fault: Fault, { times, purchases, random }: Extent): Promise<Outcome> {
  switch (fault.kind) {
    case 'kill':
      return playKills(scene, fault, times, purchases, random);
    case 'takeover':
      return playTakeover(scene, fault, purchases, random);
    case 'freeze':
      return playFreeze(scene, fault, purchases, random);
    case 'partition':
      return playPartition(scene, fault, purchases, random);
    case 'redis':
      return playRedis(scene, fault, purchases, random);
    case 'duplicates':
      return playDuplicates(scene, fault, purchases, random);
    case 'reorder':
      return playReorder(scene, fault, random);
    case 'poison':
      return playPoison(scene, purchases, random);
    case 'bank':
      return playBank(scene, fault, purchases, random);
    case 'clock':
      return playClock(scene, fault, purchases, random);
    case 'overdraw':
      return playOverdraw(scene, fault, random);
    case 'rolling-deploy':
      return playRollingDeploy(scene, purchases, random);
    case 'restore':
      return playRestore(scene, purchases, random);
    case 'disk-full':
      return playDiskFull(scene, fault, purchases, random);
    case 'slow-fsync':
      return playSlowFsync(scene, fault, purchases, random);
    case 'backlog':
      return playBacklog(scene, fault, purchases, random);
  }
}
