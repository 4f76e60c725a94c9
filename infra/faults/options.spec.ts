import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('the command line', () => {
  it('is a hundred kills unless told', () => {
    expect(readOptions([])).toEqual({ kills: 100, 'only-kills': false, 'seeded-bugs': false });
    expect(readOptions(['--kills', '20', '--seed', '7', '--rows', '1,12'])).toMatchObject({ kills: 20, seed: 7, rows: [1, 12] });
  });

  it.each([
    [['--kills', 'many'], /--kills must be a whole number/],
    [['--rows', '1;2'], /--rows must be numbers with commas between/],
    [['--mercy'], /--mercy/],
  ])('refuses %j in one sentence', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
