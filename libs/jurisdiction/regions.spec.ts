import { describe, expect, it } from '@jest/globals';
import { childrenOf, lineageOf, parentOf, region } from './regions.js';
import { streetsOf } from './streets.js';

describe('regions', () => {
  it('know their names, levels and lineage', () => {
    expect(region('510104')).toEqual({ code: '510104', nameZh: '锦江区', level: 'district' });
    expect(region('999999')).toBeUndefined();
    expect(lineageOf('510104').map(({ nameZh }) => nameZh)).toEqual(['中华人民共和国', '四川省', '成都市', '锦江区']);
    expect(parentOf('51')?.code).toBe('CN');
    expect(parentOf('CN')).toBeUndefined();
    expect(() => parentOf('5199')).toThrow(RangeError);
    expect(() => lineageOf('')).toThrow(RangeError);
  });

  it('have children, each of which names them as its parent', () => {
    expect(childrenOf('CN')).toHaveLength(31);
    expect(childrenOf('5101')).toHaveLength(20);
    expect(childrenOf('510104')).toEqual([]);
    for (const province of childrenOf('CN')) {
      for (const city of childrenOf(province.code)) expect(parentOf(city.code)).toEqual(province);
    }
  });
});

describe('streets', () => {
  it('are the 261 of Chengdu that the seed speaks of (R163)', async () => {
    const streets = await streetsOf('5101');
    expect(streets).toHaveLength(261);
    expect(new Set(streets.map(({ code }) => code)).size).toBe(261);
    expect(streets.every(({ code, level }) => /^5101\d{5}$/.test(code) && level === 'street')).toBe(true);
  });

  it('add up over the districts of a city, and are none in an unknown region', async () => {
    const byDistrict = await Promise.all(childrenOf('5101').map(({ code }) => streetsOf(code)));
    expect(byDistrict.flat()).toHaveLength(261);
    expect(await streetsOf('510199')).toEqual([]);
  });
});
