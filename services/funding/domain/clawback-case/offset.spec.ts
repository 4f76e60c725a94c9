import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import type { Account } from '../ledger/posting.js';
import { decide, evolve, openTranche, type Tranche } from '../tranche/tranche.js';
import { transfersOf } from '../tranche/transfers.js';
import { objectionToDecision, objectionToOffset } from './offset.js';

const open = { status: 'awaiting-refund', due: 100n, refunded: 40n } as const;

describe('an offset (R123)', () => {
  it('takes no more than what is still due of an upheld case', () => {
    expect(objectionToOffset(60n, open)).toBeUndefined();
    expect(objectionToOffset(61n, open)?.code).toBe('clawback.more-than-due');
    expect(objectionToOffset(0n, open)?.code).toBe('clawback.more-than-due');
    expect(objectionToOffset(1n, { ...open, status: 'awaiting-decision' })?.code).toBe('clawback.no-refund-due');
  });

  it('is decided once, by another person than who proposed it', () => {
    const proposed = { amount: 1n, state: 'proposed', proposedBy: 'officer' } as const;
    expect(objectionToDecision(proposed, 'approver')).toBeUndefined();
    expect(objectionToDecision(proposed, 'officer')?.code).toBe('clawback.proposer-may-not-decide');
    expect(objectionToDecision({ ...proposed, state: 'approved' }, 'approver')?.code).toBe('clawback.offset-decided');
  });
});

describe('a tranche that pays by set-off', () => {
  const allocations = [{ commitmentId: 'one', lineId: 'a', year: 2026, amount: 60n }, { commitmentId: 'two', lineId: 'b', year: 2026, amount: 40n }];
  const owed: Tranche = { ...openTranche({ id: 't', amount: 100n, terms: { conditions: [{ kind: 'acceptance' }], payFactors: [], attemptsAllowed: 1 } }), stage: 'payable', released: 90n, factorBp: 9_000 };

  it('is paid as far as it is set off, and the rest goes back to where it came from', () => {
    const facts = decide({ kind: 'set-off', amount: 70n }, owed);
    if (isRefusal(facts)) throw new Error(facts.code);
    expect(facts).toEqual([{ kind: 'set-off', amount: 70n, rest: 20n, revision: 1 }]);
    expect(fold(evolve, owed, facts)).toMatchObject({ stage: 'disbursed', released: 70n, covers: 100n });
    const ended = decide({ kind: 'set-off', amount: 70n }, { ...owed, ended: true });
    expect(ended).toEqual([...facts, { kind: 'uncommitted', above: 70n, amount: 20n, revision: 1 }]);
  });

  it('waits for its budget line no more: what it is granted beyond is for its supplement to wait for', () => {
    const short: Tranche = { ...owed, short: { lineId: 'a', lacks: 10n } };
    const facts = decide({ kind: 'set-off', amount: 90n }, short);
    if (isRefusal(facts)) throw new Error(facts.code);
    expect(facts).toEqual([{ kind: 'shortage-over' }, { kind: 'set-off', amount: 90n, rest: 0n, revision: 1 }]);
    expect(fold(evolve, short, facts)).toMatchObject({ stage: 'disbursed', released: 90n, short: undefined });
  });

  it.each([
    ['more than it owes', owed, 91n, 'tranche.more-than-owed'],
    ['nothing', owed, 0n, 'tranche.more-than-owed'],
    ['what an appeal holds', { ...owed, withheldFor: [{ condition: 'no-open-appeal', rule: 'R123' }] }, 1n, 'tranche.wrong-stage'],
    ['what the bank has', { ...owed, stage: 'in-transit' }, 1n, 'tranche.wrong-stage'],
    ['what is not owed', { ...owed, stage: 'committed', released: 0n }, 1n, 'tranche.wrong-stage'],
  ] as [string, Tranche, bigint, string][])('refuses %s', (_what, tranche, amount, code) => {
    expect(decide({ kind: 'set-off', amount }, tranche)).toMatchObject({ code });
  });

  it('moves exactly what is payable, and no account below nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 90n), (amount) => {
        const facts = decide({ kind: 'set-off', amount }, owed);
        if (isRefusal(facts)) throw new Error(facts.code);
        const moves = facts.flatMap((fact) => transfersOf({ ...owed, allocations }, fact)).filter(({ from }) => from.book === 'budget');
        const at = (pick: (account: Account) => boolean, side: 'from' | 'to') => moves.filter((move) => pick(move[side])).reduce((sum, move) => sum + move.amount, 0n);
        expect(at(({ stage }) => stage === 'payable', 'from')).toBe(90n);
        expect(at(({ stage }) => stage === 'disbursed', 'to')).toBe(amount);
        expect(at(({ stage }) => stage === 'committed', 'to')).toBe(90n - amount);
      }),
    );
  });
});
