import type { Clock, Instant } from '@goufu/kernel';

/** Business time is the machine's time: the clock of production. */
export class SystemClock implements Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}
