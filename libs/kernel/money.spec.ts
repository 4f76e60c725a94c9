import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatYuan, parseFen, splitByShares, sumFen, toCapitals, WHOLE } from './money.js';

describe('money', () => {
  it('splits T6 to the fen, the last tranche being the remainder', () => {
    expect(splitByShares(591_500_000n, [5000, 1722, 2000, 1278])).toEqual([295_750_000n, 101_856_300n, 118_300_000n, 75_593_700n]);
  });

  it('never loses or makes a fen, whatever the shares', () => {
    const shares = fc.array(fc.integer({ min: 0, max: WHOLE }), { maxLength: 8 }).map((cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), WHOLE];
      return edges.slice(1).map((edge, i) => edge - (edges[i] ?? 0));
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), shares, (total, parts) => {
        const split = splitByShares(total, parts);
        expect(sumFen(split)).toBe(total);
        expect(split.every((part) => part >= 0n)).toBe(true);
      }),
    );
  });

  it('refuses shares that are not the whole', () => {
    expect(() => splitByShares(100n, [5000, 4999])).toThrow('add up to 10000');
  });

  it.each(['1.5', '01', '', '1e3', '-0', ' 1', '12345678901234567890'])('does not read "%s" as fen', (text) => {
    expect(() => parseFen(text)).toThrow('not an amount in fen');
  });

  it.each([
    [0n, '零元整'],
    [5n, '伍分'],
    [10n, '壹角整'],
    [100n, '壹元整'],
    [101n, '壹元零壹分'],
    [1_000_050n, '壹万元伍角整'],
    [295_750_000n, '贰佰玖拾伍万柒仟伍佰元整'],
    [101_856_300n, '壹佰零壹万捌仟伍佰陆拾叁元整'],
    [10_000_000_100n, '壹亿零壹元整'],
    [1_000_100_000_000n, '壹佰亿零壹佰万元整'],
  ])('writes %s fen in capitals', (amount, text) => {
    expect(toCapitals(amount)).toBe(text);
  });

  it('formats yuan', () => {
    expect([0n, 5n, -5n, 295_750_000n].map(formatYuan)).toEqual(['0.00', '0.05', '-0.05', '2,957,500.00']);
  });
});
