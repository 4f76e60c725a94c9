import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal, shareOf } from '@goufu/kernel';
import fc from 'fast-check';
import { answerTo, netCorrections, type Claims } from './correction.js';
import { isReleased } from './reading.js';
import type { TrancheCommand } from './tranche.commands.js';
import type { Evidence, Grade, TrancheFact } from './tranche.facts.js';
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
  private noted = 0;
  /** What of refunded money was committed anew. */
  recommitted = 0n;
  readonly members: Member[] = [{ tranche: openTranche({ id: 't0', amount: AMOUNT, terms }), claims: { open: 0n, kept: 0n, waived: 0n } }];

  /** All of them in one go, as a chunk of facts is read. */
  note(...given: readonly Evidence[]): void {
    const before = this.noted;
    this.noted += given.length;
    for (const member of this.members) this.apply(member, given.map((evidence, i) => ({ kind: 'note-evidence', factId: `f${before + i}`, evidence, at: AT })));
  }

  /** Everything payable is paid. */
  pay(): void {
    for (const member of this.members) {
      if (member.tranche.stage !== 'payable' || member.tranche.released === 0n) continue;
      this.apply(member, [{ kind: 'move-stage', to: 'in-transit', at: AT }]);
      this.apply(member, [{ kind: 'move-stage', to: 'disbursed', at: AT }]);
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

  /** What the agency has, what is owed it, and what it is asked for. */
  end() {
    const sum = (of: (member: Member) => bigint) => this.members.reduce((total, member) => total + of(member), 0n);
    const at = (stage: Tranche['stage']) => sum(({ tranche }) => (tranche.stage === stage ? tranche.released : 0n));
    return { payable: at('payable'), paid: at('disbursed'), open: sum(({ claims }) => claims.open), kept: sum(({ claims }) => claims.kept), waived: sum(({ claims }) => claims.waived) };
  }

  private apply(member: Member, commands: readonly TrancheCommand[]): void {
    const found: { tranche: Tranche; fact: TrancheFact }[] = [];
    for (const command of commands) {
      const facts = decide(command, member.tranche);
      if (isRefusal(facts)) throw new Error(facts.code);
      member.tranche = fold(evolve, member.tranche, facts);
      for (const fact of facts) if (fact.kind === 'recommitted') this.recommitted += fact.amount;
      found.push(...facts.map((fact) => ({ tranche: member.tranche, fact })));
    }
    for (const { tranche, fact } of netCorrections(found)) if (fact.kind === 'correction-due') this.correct(member, tranche);
  }

  /** As the handler does it, with the tranche as it stood when the difference was found. */
  private correct(member: Member, found: Tranche): void {
    const { released, corrected } = found;
    const { withdraws, claim, keeps } = answerTo(released + corrected, released, member.claims);
    member.claims = { ...member.claims, open: (withdraws ? 0n : member.claims.open) + claim };
    if (keeps === undefined) return;
    const child: Member = { tranche: openSupplement(`t${this.members.length}`, found, keeps), claims: { open: 0n, kept: 0n, waived: 0n } };
    member.tranche = found;
    this.apply(member, [{ kind: 'raise-supplement', keeps }]);
    this.members.push(child);
    this.apply(child, [{ kind: 'reread' }]);
  }
}

const grade = fc.constantFrom<Grade>('excellent', 'good', 'pass', 'fail');
const step = fc.constantFrom<Step>('pay', 'refund', 'rest', 'pay');

const resultOf = (given: Grade, revision: number): Evidence => ({ kind: 'evaluation', evaluationCode: 'e', resultId: 'r', attempt: 1, revision, grade: given });

type Step = 'pay' | 'refund' | 'waive' | 'rest';

function play(grades: readonly Grade[], steps: readonly Step[]): Family {
  const family = new Family();
  grades.forEach((given, i) => {
    family.note(resultOf(given, i + 1));
    take(family, steps[i % steps.length]);
  });
  return family;
}

function take(family: Family, doing: Step | undefined): void {
  if (doing === 'pay') family.pay();
  if (doing === 'refund') family.refund();
  if (doing === 'waive') family.waive();
}

/** The same history cut into chunks; people and bank act between two turns, never within a chunk. */
function playInChunks(turns: readonly { readonly grades: readonly Grade[]; readonly doing: Step }[], isCut: (nth: number) => boolean): Family {
  const family = new Family();
  let revision = 0;
  for (const { grades, doing } of turns) {
    let chunk: Evidence[] = [];
    for (const given of grades) {
      revision += 1;
      chunk.push(resultOf(given, revision));
      if (!isCut(revision)) continue;
      family.note(...chunk);
      chunk = [];
    }
    family.note(...chunk);
    take(family, doing);
  }
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

  it('commits anew what was refunded once, however often results take away and grant again', () => {
    const family = play(['excellent', 'good', 'excellent', 'pass', 'excellent'], ['pay', 'refund', 'pay', 'refund', 'rest']);
    expect(family.recommitted).toBe(family.end().kept);
  });

  it('withdraws what is asked back before it pays anything again', () => {
    const [paid] = play(['excellent', 'fail', 'excellent'], ['pay', 'rest', 'rest']).members;
    expect([paid?.tranche.stage, paid?.claims.open]).toEqual(['disbursed', 0n]);
    expect(play(['excellent', 'fail', 'excellent'], ['pay', 'refund', 'rest']).members.map(({ tranche }) => tranche.stage)).toEqual(['disbursed', 'payable']);
  });

  it('neither asks back nor pays again what a person has waived', () => {
    const family = play(['excellent', 'pass'], ['pay', 'rest']);
    family.waive();
    family.note(resultOf('good', 9));
    expect(family.net()).toBe(AMOUNT);
    family.note(resultOf('excellent', 10));
    expect([family.net(), family.members.length]).toEqual([AMOUNT, 1]);
  });

  it('neither asks back nor pays what one chunk of results takes and gives again', () => {
    const family = playInChunks([{ grades: ['good'], doing: 'pay' }, { grades: ['fail', 'good', 'excellent', 'good'], doing: 'rest' }], () => false);
    expect([family.end().open, family.members.length]).toEqual([0n, 1]);
  });

  it('begins with all that its chunk brought, also what came behind the difference and changed nothing then', () => {
    const result = (evaluationCode: string, given: Grade, revision: number) => ({ kind: 'evaluation', evaluationCode, resultId: evaluationCode, attempt: 1, revision, grade: given }) as const;
    const note = (to: Tranche, factId: string, evidence: Evidence) => {
      const facts = decide({ kind: 'note-evidence', factId, evidence, at: AT }, to);
      if (isRefusal(facts)) throw new Error(facts.code);
      const tranche = fold(evolve, to, facts);
      return { tranche, found: facts.map((fact) => ({ tranche, fact })) };
    };
    const both = { ...terms, conditions: [...terms.conditions, { kind: 'evaluation', evaluationCode: 'f' }] as const };
    const read = note(note(openTranche({ id: 't', amount: AMOUNT, terms: both }), 'e1', result('e', 'pass', 1)).tranche, 'f1', result('f', 'excellent', 1)).tranche;
    const paid: Tranche = { ...read, stage: 'disbursed' };

    const more = note(paid, 'e2', result('e', 'good', 2));
    const same = note(more.tranche, 'f2', result('f', 'good', 2));
    const [correction] = netCorrections([...more.found, ...same.found]).filter(({ fact }) => fact.kind === 'correction-due');
    if (!correction) throw new Error('a better result is a difference');
    const supplement = openSupplement('s', correction.tranche, paid.released);
    expect(supplement.evidence.map(({ factId }) => factId)).toEqual(['e1', 'f1', 'e2', 'f2']);

    // The other evaluation bounds it: a still better result of the first grants no more.
    const end = note(supplement, 'e3', result('e', 'excellent', 3)).tranche;
    expect(paid.released + end.released).toBe(shareOf(AMOUNT, FACTORS.good));
  });

  it('comes to one and the same end however its history is cut into chunks', () => {
    const turn = fc.record({ grades: fc.array(grade, { minLength: 1, maxLength: 4 }), doing: fc.constantFrom<Step>('pay', 'pay', 'refund', 'waive', 'rest') });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 5 }), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (turns, cuts) => {
        expect(playInChunks(turns, (nth) => cuts[nth % cuts.length] ?? false).end()).toEqual(playInChunks(turns, () => true).end());
      }),
      { numRuns: 3_000 },
    );
  });
});
