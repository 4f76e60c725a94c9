import { describe, expect, it } from '@jest/globals';
import { readMatrix } from './matrix.js';
import { partsOf, sharesOf } from './shares.js';

describe('the kills', () => {
  it.each([20, 100, 2_000, 7])('are %i in all, whatever the shares', (kills) => {
    const counts = [...sharesOf(readMatrix(), kills).values()];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(kills);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [44, 0, [44]],
    [20, 90, [10, 10]],
    [5, 100, [5]],
    [880, 0, [100, 100, 100, 100, 100, 100, 100, 100, 80]],
    [250, 30, [70, 100, 80]],
    [0, 0, []],
  ])('%i of them in worlds of a hundred, the first of which has had %i, are %j', (kills, taken, parts) => {
    expect(partsOf(kills, taken, 100)).toEqual(parts);
  });
});
