import { describe, expect, it } from '@jest/globals';
import { atLeast, atMost, gradeOf, requiredApprovers } from './limits.js';
import { profileFor } from './profiles.js';

const profile = profileFor('510104', '2026-03-02');

describe('limits (R1c)', () => {
  it('includes the number in 以上 and 以内 (T7)', () => {
    expect([8499, 8500, 8501].map((labourShare) => atLeast(labourShare, 8500))).toEqual([false, true, true]);
    expect([99n, 100n, 101n].map((fen) => atMost(fen, 100n))).toEqual([true, true, false]);
  });

  it.each([
    [10_000, 'excellent'],
    [9000, 'excellent'],
    [8999, 'good'],
    [8950, 'good'],
    [8000, 'good'],
    [7999, 'pass'],
    [6000, 'pass'],
    [5999, 'fail'],
    [0, 'fail'],
  ])('grades %d basis points as %s (T8)', (scoreBp, grade) => {
    const bands = profile.get('eval.bands');
    expect(gradeOf(bands, scoreBp)).toBe(grade);
    expect(gradeOf(bands.toReversed(), scoreBp)).toBe(grade);
  });

  it('has no grade below the lowest band', () => {
    expect(() => gradeOf(profile.get('eval.bands'), -1)).toThrow(RangeError);
  });

  it.each([
    [1n, ['finance-approver', 'finance-approver']],
    [499_999_999n, ['finance-approver', 'finance-approver']],
    [500_000_000n, ['finance-approver', 'finance-approver', 'finance-leader']],
  ])('asks for enough approvals of %d fen, and for the leader where it is large', (fen, roles) => {
    expect(requiredApprovers(profile.get('pay.approval_thresholds'), fen)).toEqual(roles);
  });
});
