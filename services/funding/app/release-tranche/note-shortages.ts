import type { Tx } from '@goufu/persistence';
import { askToPay } from '../pay-what-waits/ask-for-waiting.js';
import { saveShortages } from '../persistence/shortage.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';

const OF_SHORTAGE: readonly Consequence['fact']['kind'][] = ['fell-short', 'shortage-over', 'recommitted', 'contract-ended'];

/**
 * Keeps which tranches wait for their line. Whoever begins to wait looks once more as soon as this is committed: the line may have got
 * its money meanwhile, and may pay what a commitment lacks.
 */
export function noteShortages(tx: Tx, tranches: readonly StoredTranche[], consequences: readonly Consequence[]): void {
  const of = (kinds: readonly string[]) => new Set(consequences.filter(({ fact }) => kinds.includes(fact.kind)).map(({ tranche }) => tranche.id));
  const [touched, fell] = [of(OF_SHORTAGE), of(['fell-short'])];
  if (touched.size === 0) return;
  saveShortages(tx, tranches.filter(({ id }) => touched.has(id)));
  const lines = new Map(tranches.flatMap(({ id, short, revision }) => (short && fell.has(id) ? [[short.lineId, `${id}/${revision}`] as const] : [])));
  for (const [lineId, occasion] of lines) askToPay(tx, lineId, occasion);
}
