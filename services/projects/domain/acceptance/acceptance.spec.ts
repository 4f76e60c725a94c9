import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import type { ProjectState } from '../project/project.js';
import { acceptance, type AcceptanceState, type Certificate } from './acceptance.js';

const at = '2027-04-20T01:00:00.000Z';
const project: ProjectState = {
  status: 'running',
  suspended: false,
  terminated: false,
  revision: 1,
  termFrom: '2026-05-01',
  agencyOrgId: 'agency',
  purchaserOrgId: 'bureau',
};
const state: AcceptanceState = { project, openMilestones: [], quotas: [{ code: 'casework', quantity: 60, delivered: 60 }] };
const casework = { code: 'casework', nameZh: '个案服务', met: true };
const recipients = { invited: 40, respondents: 30, satisfied: 28, opinionsZh: ['很好'] };
const passed: Certificate = { outcome: 'passed', standards: [casework], recipients };
const officer = { actorId: 'officer', orgId: 'bureau' };
const certify = (change: Partial<Certificate> = {}, from: Partial<AcceptanceState> = {}, by = officer) => {
  const decision = acceptance.decide({ kind: 'certify', certificate: { ...passed, ...change }, by, at }, { ...state, ...from });
  return isRefusal(decision) ? decision.code : decision;
};

describe('acceptance (R68)', () => {
  it('is certified against each standard', () => {
    expect(certify()).toEqual([{ kind: 'acceptance-certified', certificate: passed, certifiedOn: '2027-04-20', by: officer, at }]);
  });
  it.each<[string, Partial<Certificate>]>([
    ['acceptance.standard-missing', { standards: [{ ...casework, code: 'else' }] }],
    ['acceptance.standard-twice', { standards: [casework, casework] }],
    ['acceptance.not-all-met', { standards: [casework, { ...casework, code: 'records', met: false }] }],
    ['acceptance.all-met', { outcome: 'failed' }],
    ['acceptance.recipients-not-heard', { recipients: { ...recipients, respondents: 0, satisfied: 0 } }],
    ['acceptance.opinions-do-not-add-up', { recipients: { ...recipients, satisfied: 31 } }],
    ['acceptance.opinions-do-not-add-up', { recipients: { ...recipients, invited: 29 } }],
  ])('is refused with %s', (code, change) => expect(certify(change)).toBe(code));
  it('does not call a quota met that falls short (R83)', () => {
    const quotas = [{ code: 'casework', quantity: 60, delivered: 59 }];
    expect(certify({}, { quotas })).toBe('acceptance.quota-short');
    expect(certify({ outcome: 'failed', standards: [{ ...casework, met: false }] }, { quotas })).toHaveLength(1);
  });
  it('passes when every milestone is reached, and may fail before', () => {
    const openMilestones = ['second-half'];
    expect(certify({}, { openMilestones })).toBe('acceptance.milestone-open');
    expect(certify({ outcome: 'failed', standards: [{ ...casework, met: false }] }, { openMilestones })).toHaveLength(1);
  });
  it('is the purchaser’s own, once, of a running project', () => {
    expect(certify({}, {}, { actorId: 'insider', orgId: 'agency' })).toBe('project.own-work');
    expect(certify({}, { project: { ...project, status: 'accepted' } })).toBe('project.already-accepted');
    expect(certify({}, { project: { ...project, status: 'planned' } })).toBe('project.not-running');
  });
});
