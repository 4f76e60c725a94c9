import type { Instant } from '@goufu/kernel';
import type { Bus } from '../world/bus.js';
import type { Saying } from '../world/facts.js';
import { Service } from '../world/service.js';
import { Store, type Kill } from '../world/store.js';

export interface OutsideRows {
  /** What was said once is not said again. */
  readonly said: true;
}

/** Procurement or projects, of which money and ranking need no more than what they say. */
export class Outside {
  readonly service: Service<OutsideRows>;

  constructor(name: 'procurement' | 'projects', bus: Bus, now: () => Instant) {
    this.service = new Service(name, new Store({ said: new Map<string, true>() }), bus, now);
  }

  /** Says something once; answers whether it was new. */
  say(says: Saying, about: string, kill: Kill = 'never'): boolean {
    return this.service.run((tx) => {
      const key = `${says.kind}/${says.contractId}/${about}`;
      if (tx.find('said', key)) return false;
      tx.put('said', key, true);
      this.service.record(tx, says);
      return true;
    }, kill);
  }

  hasSaid(kind: Saying['kind'], contractId: string, about: string): boolean {
    return this.service.store.tables.said.has(`${kind}/${contractId}/${about}`);
  }
}
