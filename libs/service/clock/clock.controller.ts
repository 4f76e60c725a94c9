import { Controller, Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { getClock, moveClock, type RouteInput } from '@goufu/contracts';
import { refusalsOf, type Clock, type Instant } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { providersOf } from '../discovery.js';
import { Input } from '../http/admitted.js';
import { Implements } from '../http/implements.js';
import { MovableClock } from './movable-clock.js';

/** Something that acts when business time moves. Every Nest provider of this kind is told, and awaited. */
@Injectable()
export abstract class ClockListener {
  /** Resolves when everything that was due by `now` is done. */
  abstract clockMoved(now: Instant): Promise<void>;
}

const refuse = refusalsOf('clock', {
  'not-movable': { kind: 'conflict', zh: '此环境的业务时间不可调整', en: 'business time cannot be moved in this environment' },
  backwards: { kind: 'conflict', field: 'now', zh: '业务时间只能向前', en: 'business time only goes forward' },
});

/** Business time, and in a local environment the handle that steps it. */
@Controller()
export class ClockController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly discovery: DiscoveryService,
  ) {}

  @Implements(getClock)
  async get() {
    return { now: this.clock.now(), movable: this.clock instanceof MovableClock };
  }

  /** Answers once everything that was due by then is done, so that a scenario steps without waiting. */
  @Implements(moveClock)
  async move(@Input() { body }: RouteInput<typeof moveClock>) {
    if (!(this.clock instanceof MovableClock)) return refuse('not-movable');
    if (!(await this.clock.step(body.now))) return refuse('backwards');
    for (const listener of providersOf(this.discovery, ClockListener)) await listener.clockMoved(body.now);
    return { now: this.clock.now(), movable: true };
  }
}
