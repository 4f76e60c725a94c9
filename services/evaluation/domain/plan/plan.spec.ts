import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '@goufu/kernel';
import type { PlanItem } from './plan-item.js';
import type { PlanFact } from './plan.facts.js';
import { NO_PLAN, overallScoreBp, plan, type PlanState } from './plan.js';

const item = (code: string, weightBp = 4000): PlanItem => ({
  code,
  kind: 'mid-term',
  weightBp,
  templateId: '0198f0a0-0000-7000-8000-000000000301',
  templateVersion: 1,
  due: '2026-07-31T15:59:59.999Z',
  readyOn: { kind: 'milestone', milestoneCode: 'half-year' },
});
const frozen = (revision: number, ...items: PlanItem[]): PlanFact => ({ kind: 'plan-frozen', revision, items });
const after = (...facts: PlanFact[]): PlanState => fold((state, fact) => plan.evolve(state, fact), NO_PLAN, facts);

describe('the plan of a contract', () => {
  it('is frozen at signing (R105)', () => {
    expect(plan.decide({ kind: 'freeze', revision: 1, items: [item('mid-term'), item('final', 6000)] }, NO_PLAN)).toEqual([
      frozen(1, item('mid-term'), item('final', 6000)),
      { kind: 'evaluation-planned', item: item('mid-term') },
      { kind: 'evaluation-planned', item: item('final', 6000) },
    ]);
  });

  it('ignores what it knows already, and what is older', () => {
    const freeze = { kind: 'freeze', revision: 2, items: [item('mid-term')] } as const;
    expect(plan.decide(freeze, after(frozen(2, item('mid-term'))))).toEqual([]);
    expect(plan.decide(freeze, after(frozen(3)))).toEqual([]);
  });

  it('follows an amendment for evaluations that have not begun', () => {
    const state = { ...after(frozen(1, item('mid-term'), item('spot'), item('final'))), begun: ['mid-term'] };
    const items = [item('mid-term', 1), item('final', 5000), item('yearly', 0)];
    expect(plan.decide({ kind: 'freeze', revision: 2, items }, state)).toEqual([
      frozen(2, item('mid-term'), item('final', 5000), item('yearly', 0)),
      { kind: 'evaluation-replanned', item: item('final', 5000) },
      { kind: 'evaluation-planned', item: item('yearly', 0) },
      { kind: 'evaluation-dropped', code: 'spot', reason: 'contract-amended' },
    ]);
  });

  it('parks terms that contradict themselves', () => {
    const freeze = (...items: PlanItem[]) => () => plan.decide({ kind: 'freeze', revision: 1, items }, NO_PLAN);
    expect(freeze(item('a'), item('a'))).toThrow('stands once');
    expect(freeze(item('a', 5000), item('b', 5001))).toThrow('at most the whole');
  });

  it('is suspended, resumed and terminated, each once', () => {
    const active = after(frozen(1, item('mid-term'), item('final')));
    expect(plan.decide({ kind: 'suspend' }, active)).toEqual([{ kind: 'plan-suspended' }]);
    expect(plan.decide({ kind: 'resume' }, active)).toEqual([]);
    const suspended = plan.evolve(active, { kind: 'plan-suspended' });
    expect(plan.decide({ kind: 'resume' }, suspended)).toEqual([{ kind: 'plan-resumed' }]);
    expect(plan.evolve(suspended, { kind: 'plan-resumed' }).status).toBe('active');
    expect(plan.decide({ kind: 'terminate' }, { ...suspended, begun: ['mid-term'] })).toEqual([
      { kind: 'plan-terminated' },
      { kind: 'evaluation-dropped', code: 'final', reason: 'contract-terminated' },
    ]);
    const terminated = plan.evolve(active, { kind: 'plan-terminated' });
    expect(plan.decide({ kind: 'terminate' }, terminated)).toEqual([]);
    expect(plan.decide({ kind: 'freeze', revision: 9, items: [] }, terminated)).toEqual([]);
  });

  it('stays suspended through an amendment', () => {
    const suspended = after(frozen(1), { kind: 'plan-suspended' });
    expect(plan.evolve(suspended, frozen(2)).status).toBe('suspended');
  });
});

describe('the overall score (R106)', () => {
  it('weighs mid-term 40 % and final 60 %', () => {
    expect(overallScoreBp([{ weightBp: 4000, scoreBp: 8000 }, { weightBp: 6000, scoreBp: 9000 }])).toBe(8600);
    expect(overallScoreBp([{ weightBp: 4000, scoreBp: 8000 }])).toBe(8000);
    expect(overallScoreBp([])).toBeUndefined();
    expect(overallScoreBp([{ weightBp: 0, scoreBp: 8000 }])).toBeUndefined();
  });

  it('never leaves the range of its parts', () => {
    const part = fc.record({ weightBp: fc.integer({ min: 1, max: 10_000 }), scoreBp: fc.integer({ min: 0, max: 10_000 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const scores = parts.map(({ scoreBp }) => scoreBp);
        const overall = overallScoreBp(parts) ?? -1;
        expect(overall).toBeGreaterThanOrEqual(Math.min(...scores));
        expect(overall).toBeLessThanOrEqual(Math.max(...scores));
      }),
    );
  });
});
