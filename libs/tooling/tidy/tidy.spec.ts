import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ratchet } from './ratchet.ts';
import { rules, tidy } from './rules.ts';
import { Workspace } from './workspace.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/tidy');
const names = rules.map(({ name }) => name);
const cases = names.flatMap((rule) => readdirSync(join(FIXTURES, rule)).map((name) => ({ rule, name })));
const read = (rule: string, name: string): Workspace => Workspace.read(join(FIXTURES, rule, name));

describe('the rules of the house', () => {
  it('each have a fixture that must fail and one that passes, and no fixture is without a rule', () => {
    expect(readdirSync(FIXTURES).toSorted()).toEqual(names.toSorted());
    for (const rule of names) {
      const mine = cases.filter((one) => one.rule === rule).map(({ name }) => name);
      expect(mine).toContain('good');
      expect(mine.some((name) => name.startsWith('bad'))).toBe(true);
    }
  });

  it('are all explained in docs/style.md', () => {
    const style = readFileSync(join(import.meta.dirname, '../../../docs/style.md'), 'utf8');
    expect(names.filter((name) => !style.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(cases.filter(({ name }) => name.startsWith('bad')))('$rule refuses $name, and nothing else does', ({ rule, name }) => {
    const found = tidy(read(rule, name));
    expect(new Set(found.map((finding) => finding.rule))).toEqual(new Set([rule]));
    expect(found.every(({ path, line, message }) => path !== '' && line > 0 && message.length > 20)).toBe(true);
    expect(tidy(read(rule, name), [rule])).toEqual([]);
  });

  it.each(names)('%s accepts its good fixture', (rule) => {
    expect(tidy(read(rule, 'good'))).toEqual([]);
  });
});

describe('the ratchet', () => {
  const finding = { rule: 'table-names', path: 'services/funding/app/tables.ts', line: 3, message: 'plural' };
  const known = { rule: 'table-names', path: 'services/funding/', reason: 'renamed with the next migration' };

  it('leaves out what is known, in the named folder only', () => {
    const elsewhere = { ...finding, path: 'services/projects/app/tables.ts' };
    expect(ratchet([finding, elsewhere], [known])).toEqual([elsewhere]);
  });

  it('reports an entry that nothing needs any more', () => {
    expect(ratchet([], [known])).toEqual([expect.objectContaining({ rule: 'ratchet', message: expect.stringContaining('table-names in services/funding/') })]);
    expect(ratchet([{ ...finding, rule: 'sql-now' }], [known])).toHaveLength(2);
  });
});
