import { afterAll, describe, expect, test } from '@jest/globals';
import { PlantedCopy } from './specs/planted-copy.js';
import { seededBugs } from './specs/seeded-bugs.js';

/** No bug may need more than so many schedules to be caught. */
const ENOUGH = 500;

describe('the simulator proves itself', () => {
  const copy = new PlantedCopy();
  afterAll(() => copy.remove());

  test('it knows at least twelve bugs, each by its own name', () => {
    expect(new Set(seededBugs.map(({ name }) => name)).size).toBe(seededBugs.length);
    expect(seededBugs.length).toBeGreaterThanOrEqual(12);
  });

  test('the copy without a bug passes', () => {
    expect(copy.play({ name: 'none', edits: [] }, 200)).toMatchObject({ caught: false });
  });

  test.each(seededBugs)('it catches: $name', (bug) => {
    expect(copy.play(bug, ENOUGH)).toMatchObject({ caught: true });
  });

  test('a bug whose code has changed is named', () => {
    const edits = [{ file: 'libs/kernel/money.ts', find: 'code that is not there', replace: '' }];
    expect(() => copy.play({ name: 'stale', edits }, 1)).toThrow('"stale": libs/kernel/money.ts holds the text to replace 0 times');
  });
});
