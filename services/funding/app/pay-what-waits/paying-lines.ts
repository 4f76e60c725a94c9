import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { continuedBy, lockLines, type StoredLine } from '../persistence/budget-line.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

/** The lines that may pay what waits, locked: those of the tranches, and those with which they go on. */
export interface PayingLines {
  readonly lines: readonly StoredLine[];
  /**
   * The tranche with the lines that pay it. Of a closed line it is the one of a later year that goes on with it and has enough, if
   * nothing of the tranche is bound to the closed one any more.
   */
  allot(tranche: StoredTranche, available: (lineId: Id) => Fen): StoredTranche;
}

export async function lockPayingLines(tx: Tx, tranches: readonly StoredTranche[]): Promise<PayingLines> {
  const named = [...new Set(tranches.flatMap(({ allocations }) => allocations.map(({ lineId }) => lineId)))];
  const continued = await continuedBy(tx, named);
  const lines = await lockLines(tx, [...named, ...continued.map(({ id }) => id)]);
  const open = lines.filter(({ closed }) => !closed);
  return {
    lines,
    allot(tranche, available) {
      const isUnbound = tranche.released === 0n && (tranche.ended || tranche.unbound === tranche.covers);
      const closed = tranche.allocations.filter(({ lineId }) => lines.some(({ id, closed: isClosed }) => id === lineId && isClosed));
      if (!isUnbound || closed.length === 0) return tranche;
      const allocations = tranche.allocations.map((part) => {
        if (!closed.includes(part)) return part;
        const next = heirOf(part, open, continued, available);
        return next ? { ...part, lineId: next.id, year: next.year } : part;
      });
      return { ...tranche, allocations };
    },
  };
}

/** The first open line that goes on with the closed one and can pay the part; the first of them if none can. */
function heirOf({ lineId, amount }: StoredTranche['allocations'][number], open: readonly StoredLine[], continued: readonly { id: Id; from: Id }[], available: (lineId: Id) => Fen): StoredLine | undefined {
  const heirs = open.filter(({ id }) => continued.some((line) => line.id === id && line.from === lineId)).toSorted((a, b) => a.originYear - b.originYear || (a.id < b.id ? -1 : 1));
  return heirs.find(({ id }) => available(id) >= amount) ?? heirs[0];
}
