import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@goufu/kernel';
import { given } from '@goufu/testing';
import fc from 'fast-check';
import type { ProjectState } from '../project/project.js';
import type { PlanContent } from './plan-content.js';
import type { ServicePlanFact } from './service-plan.facts.js';
import { servicePlan, type ServicePlanState } from './service-plan.js';

const at = '2026-05-10T01:00:00.000Z';
const project: ProjectState = {
  status: 'contracted',
  suspended: false,
  terminated: false,
  revision: 1,
  termFrom: '2026-05-01',
  agencyOrgId: 'agency',
  purchaserOrgId: 'bureau',
};
const none: ServicePlanState = { project, quotas: [{ code: 'casework', quantity: 60 }], version: 0, status: 'none', plannedQuotas: [] };
const from = (change: Partial<ServicePlanState> = {}) => given({ ...servicePlan, initial: { ...none, ...change } });
const director = { actorId: 'director', orgId: 'agency' };
const officer = { actorId: 'officer', orgId: 'bureau' };

const supervisor = { staffCode: 's-1', post: 'supervisor', certificate: 'senior', ownEmployee: true } as const;
const content: PlanContent = {
  targetGroupZh: '老人',
  needsZh: '陪伴',
  objectivesZh: '支持',
  contentZh: '个案',
  riskZh: '流动',
  schedule: [{ nameZh: '上半年', from: '2026-05-01', to: '2026-10-31' }],
  staff: [supervisor, { staffCode: 's-2', post: 'other', certificate: 'none', ownEmployee: false }],
  quotas: [{ code: 'casework', quantity: 60 }],
  subcontracts: [{ uscc: '51510104MJ0000001A', workZh: '印刷', core: false }],
};
const write = (change: Partial<PlanContent> = {}) => ({ kind: 'write', content: { ...content, ...change }, by: director, at }) as const;
const written: ServicePlanFact = { kind: 'plan-written', version: 1, content, by: 'director', at };
const approve = { kind: 'approve', version: 1, by: officer, at } as const;
const approved: ServicePlanFact = { kind: 'plan-approved', version: 1, by: 'officer', at };
const returned: ServicePlanFact = { kind: 'plan-returned', version: 1, reasons: ['指标不清'], by: 'officer', at };

describe('the agency writes the service plan', () => {
  it('in versions, one at a time (R82)', () => {
    from()().when(write()).then(written);
    from()(written).when(write()).thenRefused('service-plan.waits-already');
    from()(written, returned).when(write()).then({ ...written, version: 2 });
    from()(written, approved).when(write()).then({ ...written, version: 2 });
  });
  it.each<[string, Partial<PlanContent>]>([
    ['service-plan.quota-short', { quotas: [{ code: 'casework', quantity: 59 }] }],
    ['service-plan.quota-missing', { quotas: [] }],
    ['service-plan.quota-unknown', { quotas: [...content.quotas, { code: 'media', quantity: 1 }] }],
    ['service-plan.quota-twice', { quotas: [...content.quotas, { code: 'casework', quantity: 1 }] }],
    ['service-plan.no-supervisor', { staff: [{ ...supervisor, post: 'social-worker' }] }],
    ['service-plan.staff-twice', { staff: [supervisor, supervisor] }],
    ['service-plan.not-certified', { staff: [{ ...supervisor, certificate: 'none' }] }],
    ['service-plan.not-own-employee', { staff: [{ ...supervisor, ownEmployee: false }] }],
    ['service-plan.schedule-reversed', { schedule: [{ nameZh: '上半年', from: '2026-10-31', to: '2026-05-01' }] }],
    ['service-plan.core-subcontracted', { subcontracts: [{ uscc: '51510104MJ0000001A', workZh: '个案', core: true }] }],
  ])('is refused with %s (R12, R82, R83, R87)', (code, change) => from()().when(write(change)).thenRefused(code));

  it('never with less of any quota than the contract says, whatever else it plans (R83)', () => {
    const quotas = fc.uniqueArray(fc.record({ code: fc.constantFrom('a', 'b', 'c', 'd'), quantity: fc.integer({ min: 1, max: 5 }) }), { selector: ({ code }) => code });
    fc.assert(
      fc.property(quotas, quotas, (agreed, planned) => {
        const decision = servicePlan.decide(write({ quotas: planned }), { ...none, quotas: agreed });
        const enough = agreed.every(({ code, quantity }) => planned.some((one) => one.code === code && one.quantity >= quantity));
        expect(!isRefusal(decision)).toBe(enough && planned.length === agreed.length);
      }),
    );
  });

  it('while the contract goes on', () => {
    from({ project: { ...project, suspended: true } })().when(write()).thenRefused('project.suspended');
    from({ project: { ...project, terminated: true } })().when(write()).thenRefused('project.terminated');
    from({ project: { ...project, status: 'closed' } })().when(write()).thenRefused('project.closed');
    from({ project: { ...project, status: 'accepted' } })().when(write()).thenRefused('project.already-accepted');
  });
});

describe('the purchaser decides on it', () => {
  it('once', () => {
    from()(written).when(approve).then(approved);
    from()(written).when({ ...approve, kind: 'return', reasons: ['指标不清'] }).then(returned);
    from()(written, approved).when(approve).thenRefused('service-plan.not-waiting');
    from()(written, returned).when(approve).thenRefused('service-plan.not-waiting');
  });
  it('by the newest version alone', () => {
    from()().when(approve).thenRefused('service-plan.not-found');
    from()(written).when({ ...approve, version: 2 }).thenRefused('service-plan.not-found');
    from()(written, returned, { ...written, version: 2 }).when(approve).thenRefused('service-plan.not-waiting');
  });
  it('never for the own organisation, and never on what they wrote themselves', () => {
    from()(written).when({ ...approve, by: director }).thenRefused('project.own-work');
    from()({ ...written, by: 'officer' }).when(approve).thenRefused('project.own-work');
    from()(written).when({ ...approve, by: { actorId: 'neighbour', orgId: 'other' } }).thenRefused('project.other-purchaser');
    from()(written).when({ ...approve, by: { actorId: 'nobody', orgId: undefined } }).thenRefused('project.other-purchaser');
  });
  it('not when an amendment asks for more than the plan says', () => {
    from({ quotas: [{ code: 'casework', quantity: 61 }] })(written).when(approve).thenRefused('service-plan.quota-short');
  });
});
