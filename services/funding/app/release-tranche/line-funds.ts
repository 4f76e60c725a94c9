import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { fund } from '../../domain/tranche/shortfall.js';
import { transfersOf } from '../../domain/tranche/transfers.js';
import type { Shortage, TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { lockLines } from '../persistence/budget-line.repository.js';
import { committedFor } from '../persistence/ledger.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

/** Whether budget lines must pay for a decision: of an ended contract nothing is committed, and of a supplement not what was refunded. */
export const drawsOnLine = (facts: readonly TrancheFact[]): boolean => facts.some(({ kind }) => kind === 'recommitted');

/** What budget lines can still pay of what several decisions draw before any of them is posted. A closed line pays nothing new (R125). */
export class LineFunds {
  /** As they stood before any of it was posted: they stay locked. */
  private readonly lines = new Map<Id, Fen>();
  private readonly drawn = new Map<Id, Fen>();

  constructor(private readonly tx: Tx) {}

  /** Forgets what was set aside, since all is decided once more. */
  again(): this {
    this.drawn.clear();
    return this;
  }

  /** What becomes of a decision: what its lines cannot pay waits for them (R10). Asks the database only where something is drawn. */
  async settle(tranche: StoredTranche, decided: readonly TrancheFact[]): Promise<readonly TrancheFact[]> {
    if (!drawsOnLine(decided)) return decided;
    const unknown = [...new Set(tranche.allocations.map(({ lineId }) => lineId))].filter((id) => !this.lines.has(id));
    for (const { id, closed, available } of unknown.length === 0 ? [] : await lockLines(this.tx, unknown)) this.lines.set(id, closed ? 0n : available);
    const facts = fund(tranche, decided, { available: (lineId) => (this.lines.get(lineId) ?? 0n) - (this.drawn.get(lineId) ?? 0n) });
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

/** The line to ask when the ledger says that the commitments of a tranche cannot pay a fact. */
export async function shortageOf(tx: Tx, tranche: StoredTranche, fact: TrancheFact): Promise<Shortage> {
  const drawn = transfersOf(tranche, fact).filter(({ from }) => from.book === 'budget');
  const committed = await committedFor(tx, tranche.allocations);
  for (const part of tranche.allocations) {
    const move = drawn.find(({ from }) => from.lineId === part.lineId && from.year === part.year && 'holderId' in from && from.holderId === part.commitmentId);
    const lacks = (move?.amount ?? 0n) - committed(part);
    if (lacks > 0n) return { lineId: part.lineId, lacks };
  }
  // What there is goes to others of the same chunk.
  const [first] = drawn;
  if (!first) throw new Error(`tranche ${tranche.id}: ${fact.kind} moves no budget`);
  return { lineId: first.from.lineId, lacks: first.amount };
}
