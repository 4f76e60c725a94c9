import { describe, expect, it } from '@jest/globals';
import { GENESIS, linksFrom } from './chain.js';

const entry = (n: number) => ({ factId: `fact-${n}`, contentSha256: `content-${n}` });

describe('the audit chain', () => {
  const entries = [1, 2, 3, 4].map(entry);
  const whole = linksFrom(GENESIS, entries);

  it('is the same in one go and in parts', () => {
    const [first = ''] = linksFrom(GENESIS, entries.slice(0, 1));
    expect([first, ...linksFrom(first, entries.slice(1))]).toEqual(whole);
  });

  it.each([
    ['another fact', [entry(1), { ...entry(2), factId: 'fact-9' }, entry(3), entry(4)]],
    ['another content', [entry(1), { ...entry(2), contentSha256: 'content-9' }, entry(3), entry(4)]],
    ['another order', [entry(1), entry(3), entry(2), entry(4)]],
    ['a fact less', [entry(1), entry(3), entry(4)]],
  ])('differs from there on with %s', (_, changed) => {
    const links = linksFrom(GENESIS, changed);
    expect(links[0]).toBe(whole[0]);
    expect(links.slice(1).some((each) => whole.includes(each))).toBe(false);
  });
});
