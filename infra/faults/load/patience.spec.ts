import { describe, expect, it } from '@jest/globals';
import { Patience } from './patience.js';

const HOUR_MS = 3_600_000;
/** Long ago, as the clock of `performance` goes. */
const longAgo = (): number => performance.now() - HOUR_MS;

describe('patience', () => {
  it('is over for who has waited long enough, and for nobody else', () => {
    expect(new Patience().over(longAgo(), HOUR_MS / 2)).toBe(true);
    expect(new Patience().over(longAgo(), 2 * HOUR_MS)).toBe(false);
  });

  it('holds while faults go on, and counts from the end of the last', () => {
    const patience = new Patience();
    patience.disturb();
    expect(patience.over(longAgo(), 0)).toBe(false);
    patience.calm();
    expect(patience.over(longAgo(), HOUR_MS / 2)).toBe(false);
  });

  it('is over for everybody who has left', () => {
    const patience = new Patience();
    patience.disturb();
    patience.leave();
    expect(patience.over(performance.now(), HOUR_MS)).toBe(true);
  });
});
