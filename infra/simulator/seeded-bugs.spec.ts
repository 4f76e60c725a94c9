import { afterAll, describe, expect, test } from '@jest/globals';
import { PlantedCopy } from './specs/planted-copy.js';
import { seededBugs } from './specs/seeded-bugs.js';

/** Many times what any bug needed from ten seeds, so that it is still caught when a change of the schedules shuffles them. A bug that is caught ends its run. */
const ENOUGH = 20_000;

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
