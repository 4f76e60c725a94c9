import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from '../stack/local-library.js';
import { readSeededBugs, seeded } from './seeded-bug.js';

const places = readSeededBugs().flatMap((bug) => [...new Set(bug.edits.map(({ file }) => file))].map((file) => ({ bug, file, name: bug.name })));

describe('a seeded bug', () => {
  it.each(places)('$name changes $file, as it is built now', ({ bug, file }) => {
    const code = readFileSync(join(root, file), 'utf8');
    expect(seeded(bug, `/${file}`, code)).not.toBe(code);
  });
});
