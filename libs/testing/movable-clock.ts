import { plusMilliseconds, type Clock, type Instant } from '@goufu/kernel';

/** Business time that a spec sets. */
export interface TestClock extends Clock {
  set(at: Instant): void;
  advance(ms: number): void;
}

/** A clock that stands at `at` until it is moved. */
export function movableClock(at: Instant): TestClock {
  let now = at;
  return {
    now: () => now,
    set: (next) => {
      now = next;
    },
    advance: (ms) => {
      now = plusMilliseconds(now, ms);
    },
  };
}
