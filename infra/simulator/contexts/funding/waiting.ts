import type { Allocation } from '@goufu/funding/domain/ledger/posting.js';
import { fund } from '@goufu/funding/domain/tranche/shortfall.js';
import { transfersOf } from '@goufu/funding/domain/tranche/transfers.js';
import { decide } from '@goufu/funding/domain/tranche/tranche.js';
import type { TrancheFact } from '@goufu/funding/domain/tranche/tranche.facts.js';
import { assert, isRefusal, type Fen, type Id } from '@goufu/kernel';
import { nameOf } from './ledger.js';
import type { Funding, FundingTx, StoredTranche } from './rows.js';
import { askToPay } from './tasks.js';

export const availableOn =
  (tx: FundingTx) =>
  (lineId: Id): Fen =>
    tx.find('account', nameOf({ book: 'budget', stage: 'available', lineId, year: tx.get('line', lineId).year }))?.balance ?? 0n;

const committedFor =
  (tx: FundingTx) =>
  ({ commitmentId: holderId, lineId, year }: Allocation): Fen =>
    tx.find('account', nameOf({ book: 'budget', stage: 'committed', holderId, lineId, year }))?.balance ?? 0n;

/** What budget lines can still pay of what several decisions draw before any of them is posted. */
export class LineFunds {
  private readonly drawn = new Map<Id, Fen>();

  constructor(private readonly tx: FundingTx) {}

  /** What becomes of a decision for which budget lines must pay: what they cannot pay waits for them (R10). */
  settle(tranche: StoredTranche, decided: readonly TrancheFact[]): readonly TrancheFact[] {
    if (!decided.some(({ kind }) => kind === 'recommitted')) return decided;
    const facts = fund(tranche, decided, { available: (lineId) => availableOn(this.tx)(lineId) - (this.drawn.get(lineId) ?? 0n) });
    for (const { from, to, amount } of facts.flatMap((fact) => transfersOf(tranche, fact))) {
      if (from.stage === 'available') this.note(from.lineId, amount);
      if (to.stage === 'available') this.note(to.lineId, -amount);
    }
    return facts;
  }

  private note(lineId: Id, amount: Fen): void {
    this.drawn.set(lineId, (this.drawn.get(lineId) ?? 0n) + amount);
  }
}

export const heldAgainstLines = (tx: FundingTx, tranche: StoredTranche, decided: readonly TrancheFact[]): readonly TrancheFact[] => new LineFunds(tx).settle(tranche, decided);

/** Keeps since when a tranche waits; whoever begins to wait is looked at once more. */
export function noteShortage({ tx, at }: Funding, tranche: StoredTranche, facts: readonly TrancheFact[]): StoredTranche {
  if (tranche.short && facts.some(({ kind }) => kind === 'fell-short')) askToPay(tx, tranche.short.lineId, `${tranche.id}/${tranche.revision}`);
  return { ...tranche, waitsSince: tranche.short ? (tranche.waitsSince ?? at) : undefined };
}

/** What waits for the line is read again, in the order in which it began to; `write` writes what follows. */
export function payWhatWaits(funding: Funding, lineId: Id, write: (tranche: StoredTranche, facts: readonly TrancheFact[]) => void): void {
  const { tx } = funding;
  const queue = tx.all('tranche').filter(({ short }) => short?.lineId === lineId);
  for (const { id } of queue.toSorted(byWaiting)) {
    const tranche = tx.get('tranche', id);
    const decided = decide({ kind: 'reread' }, tranche);
    assert(!isRefusal(decided), 'what waits can be read again');
    write(tranche, fund(tranche, decided, { committed: committedFor(tx), available: availableOn(tx) }));
  }
}

const byWaiting = (a: StoredTranche, b: StoredTranche): number => ((a.waitsSince ?? '') < (b.waitsSince ?? '') || (a.waitsSince === b.waitsSince && a.id < b.id) ? -1 : 1);
