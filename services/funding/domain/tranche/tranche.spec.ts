import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import type { Evidence, Grade, PayFactor, TrancheFact } from './tranche.facts.js';
import { decide, evolve, openTranche, type Tranche } from './tranche.js';

const AT = '2026-09-30T08:00:00.000Z';
/** R109: excellent and good release, pass after rectification, fail holds. */
const R109: readonly PayFactor[] = [
  { grade: 'excellent', factorBp: 10_000, effect: 'release' },
  { grade: 'good', factorBp: 10_000, effect: 'release' },
  { grade: 'pass', factorBp: 10_000, effect: 'release-after-rectification' },
  { grade: 'fail', factorBp: 0, effect: 'hold' },
];

const midTerm = openTranche({
  id: 'tranche-2',
  amount: 101_856_300n,
  terms: {
    conditions: [{ kind: 'milestone', milestoneCode: 'six-months' }, { kind: 'evaluation', evaluationCode: 'mid-term' }],
    payFactors: R109,
    attemptsAllowed: 2,
  },
});

const milestone: Evidence = { kind: 'milestone', milestoneCode: 'six-months' };
const rectified: Evidence = { kind: 'rectification-closed', evaluationCode: 'mid-term', attempt: 1 };
const result = (grade: Grade, attempt = 1, revision = 1): Evidence => ({
  kind: 'evaluation',
  evaluationCode: 'mid-term',
  resultId: `result-${attempt}`,
  attempt,
  revision,
  grade,
});

/** Plays evidence in order; answers what followed and where it ended. */
function play(tranche: Tranche, evidence: readonly Evidence[]): { facts: TrancheFact[]; end: Tranche } {
  const facts: TrancheFact[] = [];
  let end = tranche;
  evidence.forEach((item, i) => {
    const decided = decide({ kind: 'note-evidence', factId: `${JSON.stringify(item)}#${i}`, evidence: item, at: AT }, end);
    if (isRefusal(decided)) throw new Error(decided.code);
    facts.push(...decided);
    end = fold(evolve, end, decided);
  });
  return { facts: facts.filter(({ kind }) => kind !== 'evidence-kept'), end };
}

const kinds = (facts: readonly TrancheFact[]): string[] => facts.map(({ kind }) => kind);

describe('a tranche', () => {
  it('is released by whichever fact completes its conditions', () => {
    for (const order of [
      [milestone, result('good')],
      [result('good'), milestone],
    ]) {
      const { facts, end } = play(midTerm, order);
      expect(facts).toEqual([expect.objectContaining({ kind: 'released', amount: 101_856_300n, deducted: 0n, factorBp: 10_000 })]);
      expect(end.stage).toBe('payable');
    }
  });

  it('is withheld by a failed evaluation and released by the re-evaluation', () => {
    const { facts } = play(midTerm, [milestone, result('fail'), rectified, result('good', 2)]);
    expect(kinds(facts)).toEqual(['withheld', 'released']);
    expect(facts[0]).toMatchObject({ waitingFor: [{ condition: 'evaluation', of: 'mid-term', rule: 'R109' }] });
  });

  it('is forfeited when the re-evaluation fails too (R109)', () => {
    const { facts, end } = play(midTerm, [milestone, result('fail'), result('fail', 2)]);
    expect(kinds(facts)).toEqual(['withheld', 'forfeited']);
    expect(end.stage).toBe('forfeited');
  });

  it('waits for the rectification after a bare pass', () => {
    expect(kinds(play(midTerm, [milestone, result('pass')]).facts)).toEqual(['withheld']);
    expect(kinds(play(midTerm, [milestone, result('pass'), rectified]).facts)).toEqual(['withheld', 'released']);
  });

  it('is held by an open appeal and freed by its decision', () => {
    const appealed: Evidence = { kind: 'appeal-opened', appealId: 'a1' };
    const decided: Evidence = { kind: 'appeal-closed', appealId: 'a1' };
    expect(kinds(play(midTerm, [appealed, milestone, result('good')]).facts)).toEqual(['withheld']);
    expect(kinds(play(midTerm, [appealed, milestone, result('good'), decided]).facts)).toEqual(['withheld', 'released']);
  });

  it('is not held by an appeal against another evaluation', () => {
    expect(kinds(play(midTerm, [milestone, { kind: 'appeal-opened', appealId: 'a1', evaluationCode: 'final' }, result('good')]).facts)).toEqual(['released']);
    expect(kinds(play(midTerm, [milestone, { kind: 'appeal-opened', appealId: 'a1', evaluationCode: 'mid-term' }, result('good')]).facts)).toEqual(['withheld']);
  });

  it('deducts what the pay factor leaves out', () => {
    const stricter = { ...midTerm, terms: { ...midTerm.terms, payFactors: [{ grade: 'good', factorBp: 8_000, effect: 'release' } as const] } };
    expect(play(stricter, [milestone, result('good')]).facts).toEqual([
      expect.objectContaining({ kind: 'released', amount: 81_485_040n, deducted: 20_371_260n }),
    ]);
  });

  it('takes back an unpaid release when a revised result fails', () => {
    const { facts, end } = play(midTerm, [milestone, result('good'), result('fail', 1, 2)]);
    expect(kinds(facts)).toEqual(['released', 'release-reversed', 'withheld']);
    expect(end).toMatchObject({ stage: 'committed', released: 0n });
  });

  it('asks paid money back instead of editing the past (R123)', () => {
    const paid = { ...play(midTerm, [milestone, result('good')]).end, stage: 'disbursed' as const };
    expect(play(paid, [result('fail', 2)]).facts).toEqual([expect.objectContaining({ kind: 'correction-due', difference: -101_856_300n })]);
  });

  it('does nothing for a fact it has seen or that concerns something else', () => {
    const once = decide({ kind: 'note-evidence', factId: 'f1', evidence: milestone, at: AT }, midTerm);
    if (isRefusal(once)) throw new Error(once.code);
    const after = fold(evolve, midTerm, once);
    expect(decide({ kind: 'note-evidence', factId: 'f1', evidence: milestone, at: AT }, after)).toEqual([]);
    expect(decide({ kind: 'note-evidence', factId: 'f2', evidence: { kind: 'acceptance' }, at: AT }, after)).toEqual([]);
  });

  it('ends the same for every order of the same evidence', () => {
    const evidence = [milestone, result('fail'), result('pass', 1, 2), rectified, result('good', 2), { kind: 'appeal-opened', appealId: 'a' }, { kind: 'appeal-closed', appealId: 'a' }] as const;
    const outcome = ({ end }: { end: Tranche }) => ({ stage: end.stage, released: end.released, factorBp: end.factorBp });
    const expected = outcome(play(midTerm, evidence));
    fc.assert(
      fc.property(fc.shuffledSubarray([...evidence], { minLength: evidence.length }), (order) => {
        expect(outcome(play(midTerm, order))).toEqual(expected);
      }),
    );
  });

  const move = (tranche: Tranche, to: 'payable' | 'in-transit' | 'disbursed') => decide({ kind: 'move-stage', to, at: AT }, tranche);
  const moved = (tranche: Tranche, to: 'payable' | 'in-transit' | 'disbursed'): Tranche => {
    const facts = move(tranche, to);
    if (isRefusal(facts)) throw new Error(facts.code);
    return fold(evolve, tranche, facts);
  };

  it('follows its payment, and no other way', () => {
    const released = play(midTerm, [milestone, result('good')]).end;
    const paid = moved(moved(released, 'in-transit'), 'disbursed');
    expect(paid.stage).toBe('disbursed');
    expect(moved(paid, 'payable').stage).toBe('payable');
    expect(move(midTerm, 'in-transit')).toMatchObject({ code: 'tranche.wrong-stage' });
    expect(move(released, 'disbursed')).toMatchObject({ code: 'tranche.wrong-stage' });
  });

  it('reads what came while the bank had the money once it is out of its hands', () => {
    const sent = moved(play(midTerm, [milestone, result('good')]).end, 'in-transit');
    const { facts, end } = play(sent, [result('fail', 1, 2)]);
    expect(facts).toEqual([]);
    expect(move(end, 'disbursed')).toMatchObject([{ kind: 'moved' }]);
    expect(move(end, 'payable')).toMatchObject([{ kind: 'moved' }, { kind: 'release-reversed' }, { kind: 'withheld', takenBack: true }]);
    const failedTwice = play(end, [result('fail', 2)]).end;
    expect(move(failedTwice, 'disbursed')).toMatchObject([{ kind: 'moved' }, { kind: 'correction-due', difference: -101_856_300n }]);
  });

  it('asks the same money back once', () => {
    const paid = { ...play(midTerm, [milestone, result('good')]).end, stage: 'disbursed' as const };
    const { facts } = play(paid, [result('fail', 2), { kind: 'appeal-opened', appealId: 'a' }, { kind: 'appeal-closed', appealId: 'a' }, result('fail', 2, 2)]);
    expect(kinds(facts)).toEqual(['correction-due']);
  });

  it('keeps what did not come back of a part that the bank returned, and of what is asked back nothing (R116)', () => {
    const paid = moved(moved(play(midTerm, [milestone, result('good')]).end, 'in-transit'), 'disbursed');
    const part = (amount: bigint, of = paid) => decide({ kind: 'return-part', amount }, of);
    const returned = part(1_856_300n);
    if (isRefusal(returned)) throw new Error(returned.code);
    const kept = fold(evolve, paid, returned);
    expect(kept).toMatchObject({ stage: 'disbursed', released: 100_000_000n, covers: 100_000_000n, corrected: 0n });
    expect(part(100_000_000n, kept)).toMatchObject({ code: 'tranche.more-than-owed' });
    for (const amount of [0n, 101_856_300n]) expect(part(amount)).toMatchObject({ code: 'tranche.more-than-owed' });
    expect(part(1n, { ...paid, corrected: -1n })).toMatchObject({ code: 'tranche.wrong-stage' });
    // What it does not cover any more, no result grants it again.
    expect(kinds(play(kept, [result('excellent', 1, 2)]).facts)).toEqual([]);
  });

  it('owes no difference for money that came back, so that a later payment is not topped up', () => {
    const paid = moved(moved(play(midTerm, [milestone, result('good')]).end, 'in-transit'), 'disbursed');
    const askedBack = play(paid, [result('fail', 2)]).end;
    expect(askedBack.corrected).toBe(-101_856_300n);
    const grantedAgain = play(moved(askedBack, 'payable'), [result('good', 2, 2)]).end;
    expect(grantedAgain.stage).toBe('payable');
    expect(move(moved(grantedAgain, 'in-transit'), 'disbursed')).toMatchObject([{ kind: 'moved' }]);
    expect(move(moved(grantedAgain, 'in-transit'), 'disbursed')).toHaveLength(1);
  });

  it('can still be granted by a revision after it was forfeited', () => {
    const { facts, end } = play(midTerm, [milestone, result('fail'), result('fail', 2), result('good', 2, 2)]);
    expect(kinds(facts)).toEqual(['withheld', 'forfeited', 'released']);
    expect(end.stage).toBe('payable');
  });

  it('is owed under amended terms while nothing is decided, and never under others after', () => {
    const terms = { ...midTerm.terms, conditions: [{ kind: 'evaluation', evaluationCode: 'mid-term' } as const] };
    const waiting = play(midTerm, [result('good')]).end;
    expect(decide({ kind: 'amend-terms', terms, at: AT }, waiting)).toMatchObject([{ kind: 'terms-amended' }, { kind: 'released' }]);
    expect(decide({ kind: 'amend-terms', terms: midTerm.terms, at: AT }, waiting)).toEqual([]);
    const owed = play(midTerm, [milestone, result('good')]).end;
    expect(decide({ kind: 'amend-terms', terms, at: AT }, owed)).toMatchObject({ code: 'tranche.wrong-stage' });
  });

  const ended = (tranche: Tranche, as: 'closed' | 'terminated' = 'closed'): Tranche => {
    const facts = decide({ kind: 'end-contract', as, at: AT }, tranche);
    if (isRefusal(facts)) throw new Error(facts.code);
    return fold(evolve, tranche, facts);
  };

  it('is cancelled with its contract unless it is owed, once', () => {
    expect(decide({ kind: 'end-contract', as: 'terminated', at: AT }, midTerm)).toMatchObject([{ kind: 'contract-ended', rest: 101_856_300n }, { kind: 'cancelled', reason: 'contract-terminated' }]);
    const forfeited = play(midTerm, [milestone, result('fail'), result('fail', 2)]).end;
    expect(ended(forfeited)).toMatchObject({ stage: 'cancelled', ended: true });
    expect(decide({ kind: 'end-contract', as: 'closed', at: AT }, ended(forfeited))).toEqual([]);
    const owed = play(midTerm, [milestone, result('good')]).end;
    expect(decide({ kind: 'end-contract', as: 'closed', at: AT }, owed)).toEqual([{ kind: 'contract-ended', rest: 0n, revision: 2 }]);
    expect(ended(owed).stage).toBe('payable');
  });

  it('keeps nothing committed when a revised result changes it after the contract ended', () => {
    const owed = ended(play(midTerm, [milestone, result('good')]).end);
    const { facts, end } = play(owed, [result('fail', 1, 2)]);
    expect(kinds(facts)).toEqual(['release-reversed', 'forfeited', 'uncommitted', 'cancelled']);
    expect(end.stage).toBe('cancelled');
    const graded = { ...midTerm, terms: { ...midTerm.terms, payFactors: [{ grade: 'excellent', factorBp: 10_000, effect: 'release' }, { grade: 'good', factorBp: 8_000, effect: 'release' }] as const } };
    const less = play(ended(play(graded, [milestone, result('excellent')]).end), [result('good', 1, 2)]).facts;
    expect(less).toMatchObject([{ kind: 'release-reversed' }, { kind: 'released', amount: 81_485_040n }, { kind: 'uncommitted', amount: 20_371_260n }]);
    const more = play(ended(play(graded, [milestone, result('good')]).end), [result('excellent', 1, 2)]).facts;
    expect(more).toMatchObject([{ kind: 'recommitted', amount: 20_371_260n }, { kind: 'release-reversed' }, { kind: 'released', amount: 101_856_300n }]);
  });

  it('is owed what it earned before a termination, whichever is heard first, and nothing since but what corrects it', () => {
    const until = '2026-06-30T08:00:00.000Z';
    const at = (day: string, evidence: Evidence) => ({ kind: 'note-evidence', factId: `${day} ${JSON.stringify(evidence)}`, evidence, at: `${day}T08:00:00.000Z` }) as const;
    const terminated = { kind: 'end-contract', as: 'terminated', at: until } as const;
    const end = (...commands: Parameters<typeof decide>[0][]): Tranche =>
      commands.reduce((state, command) => {
        const decided = decide(command, state);
        if (isRefusal(decided)) throw new Error(decided.code);
        return fold(evolve, state, decided);
      }, midTerm);
    const [reached, good] = [at('2026-06-01', milestone), at('2026-06-29', result('good'))];
    for (const order of [[reached, good, terminated], [reached, terminated, good], [terminated, good, reached]]) expect(end(...order).stage).toBe('payable');
    const late = at('2026-07-01', result('good'));
    for (const order of [[reached, late, terminated], [reached, terminated, late], [terminated, late, reached]]) expect(end(...order).stage).toBe('cancelled');
    const failed = at('2026-06-02', result('fail', 2));
    const granted = at('2026-09-01', result('good', 2, 2));
    for (const order of [[reached, failed, granted, terminated], [reached, failed, terminated, granted]]) expect(end(...order).stage).toBe('payable');
  });
});
