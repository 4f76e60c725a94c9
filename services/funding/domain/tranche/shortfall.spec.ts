import { describe, expect, it } from '@jest/globals';
import { fold } from '@goufu/kernel';
import { fallShort } from './shortfall.js';
import { evolve, openTranche } from './standing.js';
import type { TrancheFact } from './tranche.facts.js';

const tranche = openTranche({ id: 'tranche', amount: 100n, terms: { conditions: [{ kind: 'contract-filed' }], payFactors: [], attemptsAllowed: 1 } });
const kept: TrancheFact = { kind: 'evidence-kept', kept: { factId: 'filed', evidence: { kind: 'contract-filed' } } };
const released = (revision: number): TrancheFact => ({ kind: 'released', amount: 100n, deducted: 0n, factorBp: 10_000, revision, rules: ['R122'], evidenceIds: ['filed'] });
const withheld = (revision: number, takenBack: boolean): TrancheFact => ({
  kind: 'withheld',
  revision,
  waitingFor: [{ condition: 'sufficient-commitment', rule: 'R115' }],
  rules: ['R115'],
  takenBack,
});

describe('a release that its commitment cannot pay', () => {
  it('keeps the evidence and says what is missing, and the tranche stays committed (R115)', () => {
    const facts = fallShort(tranche, [kept, released(1)]);
    expect(facts).toEqual([kept, withheld(1, false)]);
    expect(fold(evolve, tranche, facts)).toMatchObject({ stage: 'committed', released: 0n, revision: 1 });
  });

  it('is told once, however often it is tried', () => {
    const before = fold(evolve, tranche, fallShort(tranche, [kept, released(1)]));
    expect(fallShort(before, [kept, released(2)])).toEqual([kept]);
  });

  it('that would have replaced a smaller one takes that one back', () => {
    const owed = fold(evolve, tranche, [kept, released(1)]);
    const reversed: TrancheFact = { kind: 'release-reversed', amount: 50n, deducted: 50n, revision: 2, rules: ['R123'] };
    expect(fallShort(owed, [kept, reversed, released(3)])).toEqual([kept, reversed, withheld(3, true)]);
  });

  it('is a fault where nothing was to be released, or where the contract has ended', () => {
    const reversed: TrancheFact = { kind: 'release-reversed', amount: 50n, deducted: 50n, revision: 2, rules: ['R123'] };
    expect(() => fallShort(tranche, [kept, reversed])).toThrow('has no money for evidence-kept, release-reversed');
    expect(() => fallShort({ ...tranche, ended: true }, [kept, released(1)])).toThrow('has no money');
  });
});
