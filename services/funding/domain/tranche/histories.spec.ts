import { describe, expect, it } from '@jest/globals';
import { fold, isRefusal } from '@goufu/kernel';
import fc from 'fast-check';
import { appropriate, commit, giveBack, instruct, reserve, settle, splitOver, uninstruct, type Account, type Allocation, type Transfer } from '../ledger/posting.js';
import { Replay, type PostedTransfer } from '../ledger/replay.js';
import { assess } from './assessment.js';
import { grantedOf, isReleased, mayBeOrdered } from './reading.js';
import type { TrancheCommand } from './tranche.commands.js';
import type { Evidence, Grade, MoveTarget, TrancheFact } from './tranche.facts.js';
import { decide, evolve, openTranche, type Tranche } from './tranche.js';
import { transfersOf } from './transfers.js';

/** Facts of one topic, in their order. Facts of different topics come in any order. */
interface Told {
  readonly id: string;
  readonly at: string;
  readonly what: Evidence | { readonly kind: 'terminated' | 'closed' };
}
type Topic = readonly Told[];

const AMOUNT = 1_000_003n;
const CODE = 'mid-term';
const terms = {
  conditions: [{ kind: 'contract-filed' }, { kind: 'milestone', milestoneCode: 'm' }, { kind: 'evaluation', evaluationCode: CODE }] as const,
  payFactors: [
    { grade: 'excellent', factorBp: 10_000, effect: 'release' },
    { grade: 'good', factorBp: 7_777, effect: 'release' },
    { grade: 'pass', factorBp: 5_001, effect: 'release-after-rectification' },
    { grade: 'fail', factorBp: 0, effect: 'hold' },
  ] as const,
  attemptsAllowed: 2,
};
/** Two sources pay for it (R126, R127). */
const allocations: readonly Allocation[] = [
  { commitmentId: 'this-year', lineId: 'line', year: 2026, amount: 600_001n },
  { commitmentId: 'next-year', lineId: 'line', year: 2027, amount: 400_002n },
];

/** A ledger in memory that keeps what the real one keeps, and refuses what it refuses. */
class Books {
  private readonly accounts = new Map<string, { balance: bigint; version: bigint; stage: string }>();
  private readonly log: PostedTransfer[] = [];
  private attempts = 0;
  private ordered: readonly Allocation[] = [];

  constructor() {
    for (const part of allocations) this.post([...appropriate(part, part.amount), ...reserve('reservation', part, part.amount), ...commit('reservation', part)]);
  }

  follow(before: Tranche, after: Tranche, fact: TrancheFact): void {
    this.post(transfersOf({ ...after, allocations }, fact));
    if (fact.kind !== 'moved') return;
    if (fact.to === 'in-transit') {
      this.attempts += 1;
      this.ordered = splitOver(before.released, allocations);
    }
    const attempt = `attempt-${this.attempts}`;
    const back = before.stage === 'disbursed' ? giveBack : (tranche: string, part: Allocation) => uninstruct(tranche, attempt, part);
    const move = { 'in-transit': (part: Allocation) => instruct(after.id, attempt, part), disbursed: (part: Allocation) => settle(attempt, part), payable: (part: Allocation) => back(after.id, part) };
    this.post(this.ordered.flatMap(move[fact.to]));
  }

  /** Balances by stage of the budget book. */
  at(stage: string): bigint {
    return [...this.accounts].filter(([key, account]) => key.startsWith('budget/') && account.stage === stage).reduce((sum, [, { balance }]) => sum + balance, 0n);
  }

  /** The log gives exactly these balances, and each book adds up to nothing. */
  verify(): void {
    expect(Replay.of(this.log, [...this.accounts].map(([id, { balance, version, stage }]) => ({ id, balance, version, mayOwe: stage === 'authority' })))).toEqual([]);
    for (const book of ['budget/', 'cash/']) expect([...this.accounts].filter(([key]) => key.startsWith(book)).reduce((sum, [, { balance }]) => sum + balance, 0n)).toBe(0n);
  }

  private post(transfers: readonly Transfer[]): void {
    for (const { from, to, amount } of transfers) this.log.push({ from: keyOf(from), to: keyOf(to), amount, fromVersion: this.move(from, -amount), toVersion: this.move(to, amount) });
  }

  private move(account: Account, change: bigint): bigint {
    const standing = this.accounts.get(keyOf(account)) ?? { balance: 0n, version: 0n, stage: account.stage };
    const moved = { ...standing, balance: standing.balance + change, version: standing.version + 1n };
    this.accounts.set(keyOf(account), moved);
    return moved.version;
  }
}

const keyOf = (account: Account): string => `${account.book}/${account.stage}/${'holderId' in account ? account.holderId : ''}/${account.lineId}/${account.year}`;

interface Played {
  tranche: Tranche;
  readonly books: Books;
}

function apply(played: Played, command: TrancheCommand): void {
  const before = played.tranche;
  const facts = decide(command, before);
  if (isRefusal(facts)) return;
  const after = fold(evolve, before, facts);
  // The payment moves first, and then what was learned meanwhile takes effect.
  for (const fact of facts) played.books.follow(before, after, fact);
  played.tranche = after;
}

const isEnd = (what: Told['what']): what is { readonly kind: 'terminated' | 'closed' } => what.kind === 'terminated' || what.kind === 'closed';

/** A completed contract closes when all is decided; until then its closing waits, as the handler lets it wait. */
function end(played: Played, told: Told): boolean {
  if (told.what.kind === 'closed' && played.tranche.stage === 'committed') return false;
  apply(played, { kind: 'end-contract', as: told.what.kind === 'closed' ? 'closed' : 'terminated', at: told.at });
  return true;
}

/** Plays a delivery, some of it twice, while the payment goes on as `steps` say; in the end nothing is under way. */
function deliver(facts: readonly Told[], steps: readonly (MoveTarget | 'rest')[]): Played {
  const played: Played = { tranche: openTranche({ id: 'tranche', amount: AMOUNT, terms }), books: new Books() };
  let waiting: Told | undefined;
  facts.forEach((told, i) => {
    const { what } = told;
    if (isEnd(what)) waiting = end(played, told) ? undefined : told;
    else for (let times = i % 3; times >= 0; times -= 1) apply(played, { kind: 'note-evidence', factId: told.id, evidence: what, at: told.at });
    if (waiting && end(played, waiting)) waiting = undefined;
    const to = steps[i % steps.length] ?? 'rest';
    if (to === 'in-transit' ? mayBeOrdered(played.tranche) : to !== 'rest') apply(played, { kind: 'move-stage', to: to === 'rest' ? 'payable' : to, at: told.at });
  });
  if (played.tranche.stage === 'in-transit') apply(played, { kind: 'move-stage', to: 'disbursed', at: '' });
  if (waiting) end(played, waiting);
  return played;
}

/** Merges lists into one, each in its own order; the numbers say whose turn it is. */
function merged<Item>(lists: readonly (readonly Item[])[], turns: readonly number[]): Item[] {
  const left = lists.map((list) => [...list]);
  const out: Item[] = [];
  for (let i = 0; left.some((list) => list.length > 0); i += 1) {
    const open = left.filter((list) => list.length > 0);
    out.push(...(open[(turns[i % turns.length] ?? 0) % open.length]?.splice(0, 1) ?? []));
  }
  return out;
}

const turns = fc.array(fc.nat(6), { minLength: 1, maxLength: 30 });
const grade = fc.constantFrom<Grade>('excellent', 'good', 'pass', 'fail');
const results = (attempt: number, grades: readonly Grade[]): Evidence[] =>
  grades.map((given, i) => ({ kind: 'evaluation', evaluationCode: CODE, resultId: `r${attempt}`, attempt, revision: i + 1, grade: given }));
const appeals = [1, 2].map((i): Evidence[] => [{ kind: 'appeal-opened', appealId: `a${i}` }, { kind: 'appeal-closed', appealId: `a${i}` }]);

/** Gives the facts of a topic their ids and business times, in their order. */
const dated = (topic: string, what: readonly Told['what'][], days: readonly number[]): Topic => {
  const sorted = days.toSorted((a, b) => a - b);
  return what.map((fact, i) => ({ id: `${topic}-${i}`, at: `2026-${String(10 + (sorted[Math.min(i, sorted.length - 1)] ?? 0))}`, what: fact }));
};
const days = fc.array(fc.nat(80), { minLength: 1, maxLength: 12 });

const history = fc
  .record({
    attempts: fc.tuple(fc.array(grade, { minLength: 1, maxLength: 4 }), fc.array(grade, { maxLength: 3 })),
    appealed: fc.subarray(appeals),
    order: turns,
    rectified: fc.constantFrom(1, 2),
    ending: fc.constantFrom<readonly Told['what'][]>([], [{ kind: 'terminated' }], [{ kind: 'closed' }]),
    days: fc.tuple(days, days, days),
  })
  .map(({ attempts: [first, second], appealed, order, rectified, ending, days: [one, two, three] }): Topic[] => [
    dated('evaluation', merged([[...results(1, first), ...results(2, second)], ...appealed], order), one),
    dated('projects', [{ kind: 'milestone', milestoneCode: 'm' }, { kind: 'rectification-closed', evaluationCode: CODE, attempt: rectified }], two),
    dated('procurement', [{ kind: 'contract-filed' }, ...ending], three),
  ]);

/** Between two facts the payment may go on, fail, or come back. */
const step = fc.constantFrom<MoveTarget | 'rest'>('in-transit', 'disbursed', 'payable', 'rest', 'rest');

/** What the agency has of it in the end: paid or payable, less what is asked back or with what is added. */
const entitlement = (tranche: Tranche): bigint => (isReleased(tranche.stage) ? grantedOf(tranche) : 0n);

describe('histories of a tranche', () => {
  it('come to one and the same end, whatever the order between topics and wherever the payment was', () => {
    fc.assert(
      fc.property(history, turns, turns, fc.array(step, { minLength: 1, maxLength: 12 }), (topics, one, other, steps) => {
        const unpaid = deliver(merged(topics, one), ['rest']).tranche;
        const { tranche: moved, books } = deliver(merged(topics, other), steps);
        books.verify();
        expect([books.at('payable'), books.at('disbursed'), books.at('in-transit')]).toEqual([
          moved.stage === 'payable' ? moved.released : 0n,
          moved.stage === 'disbursed' ? moved.released : 0n,
          0n,
        ]);
        expect(books.at('committed')).toBe(moved.ended ? 0n : AMOUNT - books.at('payable') - books.at('disbursed'));
        const said = assess(unpaid.terms, unpaid.evidence);
        expect(assess(moved.terms, moved.evidence)).toEqual(said);
        // What is paid already waits for the last word, where nothing has decided yet.
        if (said.kind === 'withhold' && moved.stage === 'disbursed') return;
        expect(entitlement(moved)).toBe(entitlement(unpaid));
        // A contract may close while all is decided, and a revision undecide it later.
        if (moved.stage === 'disbursed' || moved.ended !== unpaid.ended) return;
        expect([moved.stage, moved.withheldFor.length > 0, moved.terms]).toEqual([unpaid.stage, unpaid.withheldFor.length > 0, unpaid.terms]);
      }),
      { numRuns: 3_000 },
    );
  });
});
