import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal, shareOf } from '@goufu/kernel';
import fc from 'fast-check';
import { answerTo, type Claims } from './correction.js';
import { isReleased } from './reading.js';
import type { TrancheCommand } from './tranche.commands.js';
import type { Evidence, Grade } from './tranche.facts.js';
import { decide, evolve, openSupplement, openTranche, type Tranche } from './tranche.js';

const AT = '2026-09-30T08:00:00.000Z';
const AMOUNT = 1_000_003n;
const FACTORS: Record<Grade, number> = { excellent: 10_000, good: 7_777, pass: 5_001, fail: 0 };
const terms = {
  conditions: [{ kind: 'evaluation', evaluationCode: 'e' }] as const,
  payFactors: Object.entries(FACTORS).map(([grade, factorBp]) => ({ grade: grade as Grade, factorBp, effect: 'release' as const })),
  attemptsAllowed: 2,
};

interface Member {
  tranche: Tranche;
  claims: Claims;
}

/** An agreed tranche with its supplements and what is asked back of each, as the handlers keep them. */
class Family {
  readonly members: Member[] = [{ tranche: openTranche({ id: 't0', amount: AMOUNT, terms }), claims: { open: 0n, kept: 0n, waived: 0n } }];

  note(evidence: Evidence, factId: string): void {
    for (const member of this.members) this.apply(member, { kind: 'note-evidence', factId, evidence, at: AT });
  }

  /** Everything payable is paid. */
  pay(): void {
    for (const member of this.members) {
      if (member.tranche.stage !== 'payable' || member.tranche.released === 0n) continue;
      this.apply(member, { kind: 'move-stage', to: 'in-transit', at: AT });
      this.apply(member, { kind: 'move-stage', to: 'disbursed', at: AT });
    }
  }

  refund(): void {
    for (const member of this.members) member.claims = { open: 0n, kept: member.claims.kept + member.claims.open, waived: member.claims.waived };
  }

  waive(): void {
    for (const member of this.members) member.claims = { open: 0n, kept: member.claims.kept, waived: member.claims.waived + member.claims.open };
  }

  /** What the agency ends up with when it pays back what is asked. */
  net(): bigint {
    return this.members.reduce((sum, { tranche, claims }) => sum + (isReleased(tranche.stage) ? tranche.released : 0n) - claims.open - claims.kept, 0n);
  }

  private apply(member: Member, command: TrancheCommand): void {
    const before = member.tranche;
    const facts = decide(command, before);
    if (isRefusal(facts)) throw new Error(facts.code);
    member.tranche = fold(evolve, before, facts);
    for (const fact of facts) {
      if (fact.kind !== 'correction-due') continue;
      if (fact.difference < 0n) member.claims = { ...member.claims, open: member.claims.open - fact.difference };
      else this.grant(member);
    }
  }

  private grant(member: Member): void {
    const { released, corrected } = member.tranche;
    const { withdraws, claim, keeps } = answerTo(released + corrected, released, member.claims);
    if (withdraws || claim > 0n) member.claims = { ...member.claims, open: claim };
    if (keeps === undefined) return;
    const child: Member = { tranche: openSupplement(`t${this.members.length}`, member.tranche, keeps), claims: { open: 0n, kept: 0n, waived: 0n } };
    this.apply(member, { kind: 'raise-supplement', keeps });
    this.members.push(child);
    this.apply(child, { kind: 'reread' });
  }
}

const grade = fc.constantFrom<Grade>('excellent', 'good', 'pass', 'fail');
const step = fc.constantFrom('pay', 'refund', 'rest', 'pay');

function play(grades: readonly Grade[], steps: readonly string[]): Family {
  const family = new Family();
  grades.forEach((given, i) => {
    family.note({ kind: 'evaluation', evaluationCode: 'e', resultId: 'r', attempt: 1, revision: i + 1, grade: given }, `f${i}`);
    const doing = steps[i % steps.length];
    if (doing === 'pay') family.pay();
    if (doing === 'refund') family.refund();
  });
  return family;
}

describe('a tranche with its supplements', () => {
  it('comes to what the last result grants, whatever was paid, asked back or refunded on the way', () => {
    fc.assert(
      fc.property(fc.array(grade, { minLength: 1, maxLength: 8 }), fc.array(step, { minLength: 1, maxLength: 8 }), (grades, steps) => {
        const family = play(grades, steps);
        expect(family.net()).toBe(shareOf(AMOUNT, FACTORS[grades.at(-1) ?? 'fail']));
        // Never more bound than was agreed: the parts do not overlap.
        expect(family.members.reduce((sum, { tranche }) => sum + tranche.covers, 0n)).toBe(AMOUNT);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is paid the difference when a revised result grants more', () => {
    const family = play(['pass', 'excellent'], ['pay', 'rest']);
    expect(family.members.map(({ tranche: { stage, released } }) => [stage, released])).toEqual([
      ['disbursed', shareOf(AMOUNT, 5_001)],
      ['payable', AMOUNT - shareOf(AMOUNT, 5_001)],
    ]);
  });

  it('withdraws what is asked back before it pays anything again', () => {
    const [paid] = play(['excellent', 'fail', 'excellent'], ['pay', 'rest', 'rest']).members;
    expect([paid?.tranche.stage, paid?.claims.open]).toEqual(['disbursed', 0n]);
    expect(play(['excellent', 'fail', 'excellent'], ['pay', 'refund', 'rest']).members.map(({ tranche }) => tranche.stage)).toEqual(['disbursed', 'payable']);
  });

  it('neither asks back nor pays again what a person has waived', () => {
    const family = play(['excellent', 'pass'], ['pay', 'rest']);
    family.waive();
    family.note({ kind: 'evaluation', evaluationCode: 'e', resultId: 'r', attempt: 1, revision: 9, grade: 'good' }, 'later');
    expect(family.net()).toBe(AMOUNT);
    family.note({ kind: 'evaluation', evaluationCode: 'e', resultId: 'r', attempt: 1, revision: 10, grade: 'excellent' }, 'last');
    expect([family.net(), family.members.length]).toEqual([AMOUNT, 1]);
  });
});
