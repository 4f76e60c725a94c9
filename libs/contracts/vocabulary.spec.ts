import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { contractSigned, resultPublished, tenderPublished } from './facts.js';
import { fen, grade, openEnum, payFactor, trancheCondition } from './vocabulary.js';
import { contractTerms } from './procurement/contract-terms.js';
import signed from './procurement/contract-signed.v1.sample.json' with { type: 'json' };
import published from './evaluation/result-published.v1.sample.json' with { type: 'json' };
import tender from './procurement/tender-published.v1.sample.json' with { type: 'json' };

describe('an enum that may grow', () => {
  const colour = openEnum('red', 'green');

  test('keeps what it knows', () => {
    expect(colour.parse('red')).toBe('red');
  });

  test('shows a value that it does not know as other', () => {
    expect(colour.parse('blue')).toBe('other');
  });

  test.each([undefined, null, 7, {}])('does not take %p, which is no value of an enum', (value) => {
    expect(colour.safeParse(value).success).toBe(false);
  });

  test('does not become optional inside an object', () => {
    expect(z.object({ colour }).safeParse({}).success).toBe(false);
  });

  test('lets a reader read a tender of a method that came later', () => {
    expect(tenderPublished.schema.parse({ ...tender, method: 'framework-agreement' }).method).toBe('other');
  });
});

describe('what money depends on', () => {
  test('waits when the grade is unknown', () => {
    expect(grade.safeParse('outstanding').success).toBe(false);
    expect(resultPublished.schema.safeParse({ ...published, grade: 'outstanding' }).success).toBe(false);
  });

  test('waits when a condition of a tranche is unknown', () => {
    expect(trancheCondition.safeParse({ kind: 'audit-passed' }).success).toBe(false);
  });

  test('waits when the effect of a grade is unknown', () => {
    expect(payFactor.safeParse({ grade: 'good', factorBp: 10_000, effect: 'halve' }).success).toBe(false);
  });

  test.each(['1.5', '-1', '01', '1e3', '', ' 1', '1234567890123456789'])('is no amount of fen: %p', (amount) => {
    expect(fen.safeParse(amount).success).toBe(false);
  });
});

describe('the terms of a contract (R121, R126)', () => {
  const faultsOf = (change: object): unknown => contractSigned.schema.safeParse({ ...signed, ...change }).error?.issues.map(({ path }) => path.join('.'));

  test('hold when tranches, shares and budget add up to the price', () => {
    expect(faultsOf({})).toBeUndefined();
  });

  test('fail by one fen in the price', () => {
    expect(faultsOf({ priceFen: '591500001' })).toEqual(['tranches', 'budgetSplit']);
  });

  test('fail by one basis point in the shares', () => {
    const tranches = signed.tranches.map((tranche) => (tranche.no === 4 ? { ...tranche, bp: tranche.bp + 1 } : tranche));
    expect(faultsOf({ tranches })).toEqual(['tranches']);
  });

  test('fail as an issue, not as an exception, when an amount is none', () => {
    expect(faultsOf({ priceFen: 'much' })).toContain('priceFen');
  });

  test('can be read without the sums, to show a draft', () => {
    expect(contractTerms.safeParse({ ...signed, priceFen: '1' }).success).toBe(true);
  });
});
