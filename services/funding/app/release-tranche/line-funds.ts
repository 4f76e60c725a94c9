import type { Fen, Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { transfersOf } from '../../domain/tranche/transfers.js';
import { lockLines } from '../persistence/budget-line.repository.js';
import type { Consequence } from './consequence.js';

/**
 * What budget lines can still pay of what is granted after a contract's end, when nothing is committed any more. Nothing is owed
 * without budget (R10): what a line cannot pay waits for it. Asks the database only where something is drawn.
 */
export class LineFunds {
  private readonly drawn = new Map<Id, Fen>();

  constructor(private readonly tx: Tx) {}

  /** Sets aside what these consequences draw; answers the line that has too little, and then sets nothing aside. */
  async shortOf(consequences: readonly Consequence[]): Promise<Id | undefined> {
    const draws = drawsOf(consequences);
    if (draws.size === 0) return undefined;
    const lines = await lockLines(this.tx, [...draws.keys()]);
    const short = [...draws].find(([lineId, amount]) => (lines.find(({ id }) => id === lineId)?.available ?? 0n) < amount + (this.drawn.get(lineId) ?? 0n));
    if (short) return short[0];
    for (const [lineId, amount] of draws) this.drawn.set(lineId, amount + (this.drawn.get(lineId) ?? 0n));
    return undefined;
  }
}

/** What leaves Available again, by line. */
function drawsOf(consequences: readonly Consequence[]): Map<Id, Fen> {
  const draws = new Map<Id, Fen>();
  const recommitted = consequences.filter(({ fact }) => fact.kind === 'recommitted');
  for (const { from, amount } of recommitted.flatMap(({ tranche, fact }) => transfersOf(tranche, fact))) draws.set(from.lineId, amount + (draws.get(from.lineId) ?? 0n));
  return draws;
}
