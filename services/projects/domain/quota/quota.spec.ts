import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import type { ProjectState } from '../project/project.js';
import { quota, type QuotaEntry, type QuotaState } from './quota.js';

const at = '2026-09-10T01:00:00.000Z';
const project: ProjectState = {
  status: 'running',
  suspended: false,
  terminated: false,
  revision: 1,
  termFrom: '2026-05-01',
  agencyOrgId: 'agency',
  purchaserOrgId: 'bureau',
};
const state: QuotaState = { project, startedOn: '2026-05-10', delivered: 5 };
const entry: QuotaEntry = { quotaCode: 'casework', quantity: 6, servedFrom: '2026-08-01', servedTo: '2026-09-10', evidenceZh: ['个案记录'] };
const record = (change: Partial<QuotaEntry> = {}, from: Partial<QuotaState> = {}) => {
  const decision = quota.decide({ kind: 'record', entry: { ...entry, ...change }, by: 'director', at }, { ...state, ...from });
  return isRefusal(decision) ? decision.code : decision;
};

describe('the project ledger (R14, R83)', () => {
  it('takes what was delivered, with its evidence', () => expect(record()).toEqual([{ kind: 'quota-recorded', entry, by: 'director', at }]));
  it('takes a mistake back with its reason, never below zero', () => {
    const back = { quantity: -5, correctionReasonZh: '重复登记' };
    expect(record(back)).toHaveLength(1);
    expect(record({ quantity: -5 })).toBe('quota.no-reason');
    expect(record({ ...back, quantity: -6 })).toBe('quota.below-zero');
  });
  it.each<[string, Partial<QuotaEntry>]>([
    ['quota.nothing', { quantity: 0 }],
    ['quota.dates-reversed', { servedFrom: '2026-09-10', servedTo: '2026-09-09' }],
    ['quota.in-the-future', { servedTo: '2026-09-11' }],
    ['quota.before-start', { servedFrom: '2026-05-09' }],
  ])('refuses with %s', (code, change) => expect(record(change)).toBe(code));
  it('knows the quotas of the contract alone', () => expect(record({}, { delivered: undefined })).toBe('quota.not-found'));
  it('is open while the service runs', () => expect(record({}, { project: { ...project, status: 'accepted' } })).toBe('project.already-accepted'));
});
