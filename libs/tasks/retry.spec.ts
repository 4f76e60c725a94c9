import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TryLater } from './handlers.js';
import { pauseAfter, setBackFor } from './retry.js';

const outage = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('a failed attempt', () => {
  it('counts when the task itself is at fault', () => {
    expect(setBackFor(new TypeError('no such row'), 1)).toEqual({ counts: true, pauseMs: 200, reason: 'TypeError: no such row' });
  });

  it('does not count when it was an outage, however it is wrapped', () => {
    expect(setBackFor(outage(), 3).counts).toBe(false);
    expect(setBackFor(new Error('fetch failed', { cause: outage() }), 3).counts).toBe(false);
  });

  it('comes back when the task says so', () => {
    expect(setBackFor(new TryLater('the bank has not settled', 30_000), 9)).toMatchObject({ counts: false, pauseMs: 30_000 });
  });

  it('comes back at once when the process stops', () => {
    expect(setBackFor(new Error('aborted'), 9, true)).toMatchObject({ counts: false, pauseMs: 0 });
  });

  it('pauses longer each time, a minute at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (attempt) => {
        expect(pauseAfter(attempt)).toBeLessThanOrEqual(60_000);
        expect(pauseAfter(attempt + 1)).toBeGreaterThanOrEqual(pauseAfter(attempt));
      }),
    );
  });
});
