import { describe, expect, it } from '@jest/globals';
import { readMatrix } from './matrix.js';
import { sharesOf } from './shares.js';

describe('the kills', () => {
  it.each([20, 100, 2_000, 7])('are %i in all, whatever the shares', (kills) => {
    const counts = [...sharesOf(readMatrix(), kills).values()];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(kills);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
  });
});
