import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import { decide as decideOrder, type PaymentOrder } from '../payment-order/payment-order.js';
import { assess } from './assessment.js';
import { FINALITY, finalityOf, STANDINGS, type Happening, type Outcome, type Reading, type Standing } from './finality.js';
import { readingOf, standingOf, type OrderProgress } from './reading.js';
import { decide, evolve, openTranche, type Tranche } from './tranche.js';
import type { TrancheCommand } from './tranche.commands.js';
import type { Condition, Evidence, Grade, MoveTarget, TrancheFact } from './tranche.facts.js';

const AT = '2026-09-30T08:00:00.000Z';
const AMOUNT = 100_000n;
const milestone: Evidence = { kind: 'milestone', milestoneCode: 'six-months' };
const rectified: Evidence = { kind: 'rectification-closed', evaluationCode: 'mid-term', attempt: 1 };
const appealed: Evidence = { kind: 'appeal-opened', appealId: 'late' };
const decided: Evidence = { kind: 'appeal-closed', appealId: 'late' };
const result = (grade: Grade, attempt = 1, revision = 1): Evidence => ({ kind: 'evaluation', evaluationCode: 'mid-term', resultId: `r${attempt}`, attempt, revision, grade });

const opened = (conditions: readonly Condition[] = [{ kind: 'milestone', milestoneCode: 'six-months' }, { kind: 'evaluation', evaluationCode: 'mid-term' }]): Tranche =>
  openTranche({
    id: 'tranche',
    amount: AMOUNT,
    terms: {
      conditions,
      payFactors: [
        { grade: 'excellent', factorBp: 10_000, effect: 'release' },
        { grade: 'good', factorBp: 8_000, effect: 'release' },
        { grade: 'pass', factorBp: 6_000, effect: 'release-after-rectification' },
        { grade: 'fail', factorBp: 0, effect: 'hold' },
      ],
      attemptsAllowed: 2,
    },
  });

let facts = 0;
const note = (evidence: Evidence): TrancheCommand => ({ kind: 'note-evidence', factId: `fact-${(facts += 1)}`, evidence, at: AT });
const move = (to: MoveTarget): TrancheCommand => ({ kind: 'move-stage', to, at: AT });
const end = (as: 'closed' | 'terminated'): TrancheCommand => ({ kind: 'end-contract', as, at: AT });

function play(tranche: Tranche, ...commands: TrancheCommand[]): Tranche {
  return commands.reduce((state, command) => {
    const done = decide(command, state);
    if (isRefusal(done)) throw new Error(done.code);
    return fold(evolve, state, done);
  }, tranche);
}

const payable = play(opened(), note(milestone), note(result('good')));
const sent = play(payable, move('in-transit'));
const paid = play(sent, move('disbursed'));
const forfeited = play(opened(), note(milestone), note(result('fail')), note(result('fail', 2)));

/** A tranche at each standing; what only its order knows is told beside it. */
const AT_STANDING: Record<Standing, readonly [Tranche, OrderProgress]> = {
  committed: [opened(), 'none'],
  withheld: [play(opened(), note(milestone), note(result('fail'))), 'none'],
  payable: [payable, 'none'],
  'approved-once': [payable, 'approved-once'],
  approved: [payable, 'approved'],
  held: [play(payable, note(appealed)), 'none'],
  'in-transit': [sent, 'none'],
  unknown: [sent, 'unknown'],
  disbursed: [paid, 'none'],
  returned: [play(paid, move('payable')), 'returned'],
  forfeited: [forfeited, 'none'],
  cancelled: [play(forfeited, end('closed')), 'none'],
};

/** What the facts did, in the words of the matrix. */
function seen(done: readonly TrancheFact[]): Outcome | 'nothing' {
  const decided = done.filter(({ kind }) => kind !== 'evidence-kept' && kind !== 'recommitted');
  const kinds = decided.map(({ kind }) => kind);
  const [last] = decided.slice(-1);
  switch (kinds.join()) {
    case '':
      return 'nothing';
    case 'released':
      return last?.kind === 'released' && last.deducted > 0n ? 'partial' : 'release';
    case 'withheld':
    case 'held':
      return 'hold';
    case 'hold-lifted':
      return 'free';
    case 'forfeited':
    case 'release-reversed,forfeited':
      return 'forfeit';
    case 'release-reversed,released':
      return 'replace';
    case 'release-reversed,withheld':
      return 'reverse';
    case 'correction-due':
      return last?.kind === 'correction-due' && last.difference > 0n ? 'supplement' : 'claw-back';
    default:
      throw new Error(`no outcome is ${kinds.join()}`);
  }
}

/** Every fact of another context that reaches a tranche, with what it leads to at each of STANDINGS; `·` changes nothing. */
const EVIDENCE: Readonly<Record<string, readonly [Evidence, string]>> = {
  //                                       committed withheld payable once approved held in-transit unknown disbursed returned forfeited cancelled
  'a milestone, once more': [milestone, '· · · · · · · · · · · ·'],
  'a first result, excellent': [result('excellent'), '· · · · · · · · · · · ·'],
  'revised up': [result('excellent', 1, 2), '· release replace replace replace · · · supplement replace · ·'],
  'revised, the same': [result('good', 1, 2), '· partial · · · · · · · · · ·'],
  'revised down, to be rectified': [result('pass', 1, 2), 'hold hold reverse reverse reverse hold · · · reverse · ·'],
  'revised down, to a failure': [result('fail', 1, 2), 'hold · reverse reverse reverse hold · · · reverse · ·'],
  'the second attempt, better': [result('excellent', 2), '· release replace replace replace · · · supplement replace · ·'],
  'the second attempt, failed': [result('fail', 2), 'forfeit forfeit forfeit forfeit forfeit hold · · claw-back forfeit · ·'],
  'the second attempt, revised up': [result('excellent', 2, 2), '· release replace replace replace · · · supplement replace release release'],
  'the second attempt, revised down': [result('good', 2, 2), '· partial · · · · · · · · partial partial'],
  'a rectification': [rectified, '· · · · · · · · · · · ·'],
  'an appeal filed': [appealed, 'hold hold hold hold hold · · · · hold hold ·'],
  'an appeal decided': [decided, '· · · · · free · · · · · ·'],
};

/** The evidence that ticks each other kind of condition: a new kind without a row does not compile. */
const TICKS: Readonly<Record<Exclude<Condition['kind'], 'evaluation' | 'no-open-appeal'>, readonly [Condition, Evidence]>> = {
  'contract-filed': [{ kind: 'contract-filed' }, { kind: 'contract-filed' }],
  date: [{ kind: 'date', on: '2026-09-01' }, { kind: 'date', on: '2026-09-01' }],
  milestone: [{ kind: 'milestone', milestoneCode: 'six-months' }, milestone],
  acceptance: [{ kind: 'acceptance' }, { kind: 'acceptance' }],
  'rectification-closed': [{ kind: 'rectification-closed', evaluationCode: 'mid-term' }, rectified],
  'payment-requested': [{ kind: 'payment-requested' }, { kind: 'payment-requested' }],
  'yearly-budget': [{ kind: 'yearly-budget', year: 2027 }, { kind: 'yearly-budget', year: 2027 }],
};

describe('the finality matrix', () => {
  it('has an outcome and a rule for every standing and everything that can reach a tranche', () => {
    for (const [rule, ...outcomes] of Object.values(FINALITY)) {
      expect(rule).toMatch(/^R\d+$/);
      expect(outcomes).toHaveLength(STANDINGS.length);
    }
    for (const standing of STANDINGS) expect(standingOf(...AT_STANDING[standing])).toBe(standing);
  });

  it.each(Object.entries(EVIDENCE))('says what %s does at every standing, and it is done', (_name, [evidence, row]) => {
    const expected = row.split(' ');
    expect(expected).toHaveLength(STANDINGS.length);
    const done = STANDINGS.map((standing) => {
      const [before] = AT_STANDING[standing];
      const command = note(evidence);
      const told = decide(command, before);
      if (isRefusal(told) || command.kind !== 'note-evidence') throw new Error('evidence is never refused');
      const reading = readingOf(before, assess(before.terms, [...before.evidence, { factId: command.factId, evidence }]));
      const { outcome } = finalityOf(standing, reading);
      const observed = seen(told);
      // Told once: a hold for the same reason, a difference that is raised already.
      expect([outcome, ...(outcome === 'ignore' || outcome === 'await' || outcome === 'hold' ? ['nothing'] : [])]).toContain(observed);
      return observed === 'nothing' ? '·' : observed;
    });
    expect(done).toEqual(expected);
  });

  it.each(Object.values(TICKS))('releases when $kind completes the conditions, and waits with it alone', (condition, evidence) => {
    const tranche = opened([condition, { kind: 'evaluation', evaluationCode: 'mid-term' }]);
    const outcomeOf = (state: Tranche) => {
      const told = decide(note(evidence), state);
      return isRefusal(told) ? 'refuse' : seen(told);
    };
    expect(outcomeOf(tranche)).toBe('nothing');
    expect(outcomeOf(play(tranche, note(result('excellent'))))).toBe('release');
    expect(outcomeOf(play(tranche, note(result('good'))))).toBe('partial');
  });

  it('refuses every move of the payment that the matrix refuses, and makes every other', () => {
    const moves: Record<MoveTarget, Happening> = { 'in-transit': 'instructed', disbursed: 'settled', payable: 'sent-back' };
    for (const standing of STANDINGS) {
      // The order itself keeps unapproved ones from leaving.
      if (standing === 'approved-once' || standing === 'payable' || standing === 'returned') continue;
      for (const to of ['in-transit', 'disbursed', 'payable'] as const) {
        const told = decide(move(to), AT_STANDING[standing][0]);
        expect([standing, to, isRefusal(told)]).toEqual([standing, to, finalityOf(standing, moves[to]).outcome === 'refuse']);
      }
    }
  });

  it('changes terms, and ends with the contract, exactly where the matrix says so', () => {
    const terms = { ...opened().terms, conditions: [{ kind: 'acceptance' } as const] };
    for (const standing of STANDINGS) {
      const [before] = AT_STANDING[standing];
      expect([standing, isRefusal(decide({ kind: 'amend-terms', terms, at: AT }, before))]).toEqual([standing, finalityOf(standing, 'amended').outcome === 'refuse']);
      for (const as of ['terminated', 'closed'] as const) {
        const { outcome } = finalityOf(standing, as);
        if (outcome === 'await') continue;
        const after = play(before, end(as));
        expect([standing, as, after.stage]).toEqual([standing, as, outcome === 'cancel' ? 'cancelled' : before.stage]);
        expect(after.ended).toBe(true);
      }
    }
  });

  it('orders, stops and sets off only what is owed and neither held nor with the bank', () => {
    const free: readonly Standing[] = ['payable', 'approved-once', 'approved', 'returned'];
    for (const standing of STANDINGS) {
      const done = { orders: finalityOf(standing, 'resumed').outcome === 'proceed', stops: finalityOf(standing, 'suspended').outcome === 'hold', setsOff: !isRefusal(decide({ kind: 'set-off', amount: 1n }, AT_STANDING[standing][0])) };
      const owed = free.includes(standing);
      expect([standing, done]).toEqual([standing, { orders: owed, stops: owed || standing === 'held', setsOff: owed }]);
    }
  });

  it('gives back a part only of what is paid', () => {
    for (const standing of STANDINGS) {
      const given = decide({ kind: 'return-part', amount: 1n }, AT_STANDING[standing][0]);
      expect([standing, isRefusal(given)]).toEqual([standing, standing !== 'disbursed']);
    }
  });

  it('lets approvers decide where the order does', () => {
    const ordered: PaymentOrder = { id: 'o', amount: 1n, requestedBy: 'agency', preparedBy: 'service', requiredRoles: ['finance-approver', 'finance-approver'], contentHash: 'h', status: 'awaiting-approval', approvals: [], attempts: [] };
    const one = { approver: 'one', role: 'finance-approver' as const, step: 1, contentHash: 'h', at: AT };
    const orders: Partial<Record<Standing, PaymentOrder>> = {
      payable: ordered,
      'approved-once': { ...ordered, approvals: [one] },
      approved: { ...ordered, status: 'approved', approvals: [one, { ...one, approver: 'two', step: 2 }] },
      held: { ...ordered, status: 'void' },
      'in-transit': { ...ordered, status: 'in-transit' },
      unknown: { ...ordered, status: 'unknown' },
      disbursed: { ...ordered, status: 'settled' },
      returned: { ...ordered, status: 'returned' },
    };
    const approve = { kind: 'approve', approver: 'three', roles: ['finance-approver'], contentHash: 'h', currentHash: 'h', missing: [], debitSuspended: false, at: AT } as const;
    for (const standing of STANDINGS) {
      const order = orders[standing];
      if (!order) continue;
      // A new order follows a return; the old one is over.
      const may = finalityOf(standing, 'approved').outcome === 'proceed';
      expect([standing, isRefusal(decideOrder(approve, order))]).toEqual([standing, !may]);
      expect([standing, isRefusal(decideOrder({ kind: 'decline', approver: 'three', reason: 'x', at: AT }, order))]).toEqual([standing, finalityOf(standing, 'declined').outcome !== 'proceed']);
    }
  });

  it('never lets an older word resurrect what a later one decided', () => {
    const later: readonly Reading[] = ['same', 'incomplete', 'lost', 'against', 'appealed'];
    for (const standing of STANDINGS) {
      const [before] = AT_STANDING[standing];
      const last = play(before, note(result('fail', 2, 3)));
      for (const old of [result('excellent', 2, 2), result('excellent', 1, 9), result('good')]) {
        const after = play(last, note(old));
        expect([standing, after.stage, after.released, after.corrected]).toEqual([standing, last.stage, last.released, last.corrected]);
        expect(later).toContain(readingOf(after, assess(after.terms, after.evidence)));
      }
    }
  });
});
