import { resultNotified } from '@goufu/contracts';
import { describe, expect, it } from '@jest/globals';
import { parkReason } from './park-reason.js';

describe('the reason why a record is parked', () => {
  it('names the fields that break the contract, on one line', () => {
    const { error } = resultNotified.schema.safeParse({ revision: 'first' });
    expect(parkReason(error)).toMatch(/^resultId: [^\n]+; revision: [^\n]+; roundId: [^\n]+$/);
  });

  it('is the error itself when it is another one', () => {
    expect(parkReason(new RangeError('too far'))).toBe('RangeError: too far');
    expect(parkReason('nothing')).toBe('nothing');
  });
});
