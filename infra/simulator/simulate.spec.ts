import { describe, expect, test } from '@jest/globals';
import { runSchedules } from './schedule/run.js';

/** What has to happen among the schedules, or they would prove nothing about it. */
const HAPPENS = [
  'kills',
  'refused contracts',
  'suspended entries',
  'tranche-released',
  'tranche-withheld',
  'tranche-forfeited',
  'payment-settled',
  'payment-returned',
  'result-published',
  'result-revised',
  'rectification-accepted',
  'appeal-filed',
  'appeal-decided',
  'clawback-raised',
  'clawback-settled',
  'supplements',
  'refunds',
  'offsets',
  'payments returned after a refund',
  'project-closed',
  'contract-terminated',
  'waits for a line',
  'paid by a line that had nothing before',
];

describe('the simulator', () => {
  const order = { seed: 20260302, schedules: 200, shrink: true };

  test('finds nothing lost, doubled or overspent, in schedules in which everything happens', () => {
    const { failure, ran, tally } = runSchedules(order);
    expect(failure).toBeUndefined();
    expect(ran).toBe(order.schedules);
    expect(HAPPENS.filter((what) => !tally.get(what))).toEqual([]);
  });

  test('plays the same seed the same way', () => {
    const few = { ...order, schedules: 20 };
    expect(runSchedules(few)).toEqual(runSchedules(few));
  });
});
