import { describe, expect, it } from '@jest/globals';
import { facts } from '@goufu/contracts';
import { sampleOf } from '../oversight-for-spec.js';
import { stageRank, tellingOf } from './catalogue.js';
import { toldOf } from './told-of.js';

describe('the catalogue of the timeline', () => {
  it.each(facts.map((fact) => [fact.type, fact] as const))('tells %s in both languages', (type, fact) => {
    const { zh, en, stage } = tellingOf(type);
    expect(zh).toMatch(/^[\u4e00-\u9fff]{2,12}$/);
    expect(en).toMatch(/^[A-Z][a-z ]+$/);
    if (stage) expect(stageRank(stage)).toBeGreaterThanOrEqual(0);
    const { amountFen, about } = toldOf(sampleOf(fact));
    if (amountFen !== undefined) expect(amountFen).toMatch(/^\d+$/);
    expect(Object.values(about).every((value) => ['string', 'number', 'boolean'].includes(typeof value))).toBe(true);
  });

  it('does not know what is no fact', () => {
    expect(() => tellingOf('funding.money-found.v1')).toThrow('assertion failed');
  });
});
