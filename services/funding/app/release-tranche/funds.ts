import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Account, Allocation } from '../../domain/ledger/posting.js';
import { fallShort, fund, lackOf } from '../../domain/tranche/shortfall.js';
import { transfersOf } from '../../domain/tranche/transfers.js';
import type { TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { lockLines, type StoredLine } from '../persistence/budget-line.repository.js';
import type { LockedTranche, StoredTranche } from '../persistence/tranche.repository.js';

/** Whether budget lines must pay for a decision: of an ended contract nothing is committed, and of a supplement not what was refunded. */
const drawsOnLine = (facts: readonly TrancheFact[]): boolean => facts.some(({ kind }) => kind === 'recommitted');

/**
 * What there is to pay with while many decisions are made one after the other, before any of them is posted: on commitments, and on
 * budget lines. What does not fit is an outcome of its own (R115).
 */
export class Funds {
  private readonly commitments = new Map<string, Fen>();
  /** As they stood before any of it was posted. */
  private readonly lines = new Map<Id, Fen>();
  private readonly drawn = new Map<Id, Fen>();

  /** `tranches` are those whose commitments count, `lines` those that are locked already. What is not known is left to the ledger to refuse. */
  constructor(
    private readonly tx: Tx,
    tranches: readonly LockedTranche[] = [],
    lines: readonly StoredLine[] = [],
  ) {
    for (const { allocations, committed } of tranches) allocations.forEach((part, i) => this.commitments.set(commitmentOf(part), committed[i] ?? 0n));
    this.know(lines);
  }

  /** What becomes of a decision: what its commitments or lines cannot pay waits for them (R10). Asks the database only where a line must pay. */
  async settle(tranche: StoredTranche, decided: readonly TrancheFact[]): Promise<readonly TrancheFact[]> {
    if (drawsOnLine(decided)) await this.lockLinesOf(tranche);
    const funded = drawsOnLine(decided) ? fund(tranche, decided, { available: this.available }) : decided;
    const lack = lackOf(tranche, funded, this.committed);
    return this.take(tranche, lack ? fallShort(tranche, decided, lack) : funded);
  }

  /** What becomes of a decision for which the lines pay what commitments lack. They are locked. */
  payFromLines(tranche: StoredTranche, decided: readonly TrancheFact[]): readonly TrancheFact[] {
    return this.take(tranche, fund(tranche, decided, { committed: (part) => this.committed(part) ?? 0n, available: this.available }));
  }

  readonly available = (lineId: Id): Fen => (this.lines.get(lineId) ?? 0n) - (this.drawn.get(lineId) ?? 0n);

  private readonly committed = (part: Allocation): Fen | undefined => this.commitments.get(commitmentOf(part));

  private async lockLinesOf({ allocations }: StoredTranche): Promise<void> {
    const unknown = [...new Set(allocations.map(({ lineId }) => lineId))].filter((id) => !this.lines.has(id));
    if (unknown.length > 0) this.know(await lockLines(this.tx, unknown));
  }

  /** A closed line pays nothing new (R125). */
  private know(lines: readonly StoredLine[]): void {
    for (const { id, closed, available } of lines) this.lines.set(id, closed ? 0n : available);
  }

  private take(tranche: StoredTranche, facts: readonly TrancheFact[]): readonly TrancheFact[] {
    for (const { from, to, amount } of facts.flatMap((fact) => transfersOf(tranche, fact))) {
      this.note(from, -amount);
      this.note(to, amount);
    }
    return facts;
  }

  private note(account: Account, change: Fen): void {
    if (account.stage === 'available') this.drawn.set(account.lineId, (this.drawn.get(account.lineId) ?? 0n) - change);
    if (account.stage !== 'committed') return;
    const name = commitmentOf({ ...account, commitmentId: account.holderId });
    const known = this.commitments.get(name);
    if (known !== undefined) this.commitments.set(name, known + change);
  }
}

const commitmentOf = ({ commitmentId, lineId, year }: Pick<Allocation, 'commitmentId' | 'lineId' | 'year'>): string => `${commitmentId}/${lineId}/${year}`;
