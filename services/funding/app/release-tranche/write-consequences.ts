import type { Tx } from '@goufu/persistence';
import { orderPayments } from '../order-payment/order-payments.js';
import { voidOrders } from '../order-payment/void-orders.js';
import { post } from '../persistence/ledger.repository.js';
import { saveTranches, type StoredTranche } from '../persistence/tranche.repository.js';
import { insertCorrections } from '../persistence/correction.repository.js';
import type { Consequence } from './consequence.js';
import { postingOf } from './posting-of.js';
import { correctionId, publishedFactsOf, replyUntil } from './published-facts.js';

/**
 * Writes what happened to tranches: rows, ledger, facts, and what follows for their payment orders. The number of
 * statements does not grow with the number of consequences.
 */
export async function writeConsequences(tx: Tx, tranches: readonly StoredTranche[], consequences: readonly Consequence[]): Promise<void> {
  const touched = new Set(consequences.map(({ tranche }) => tranche.id));
  const changed = tranches.filter(({ id }) => touched.has(id));
  await saveTranches(tx, changed);
  await post(tx, consequences.flatMap(postingOf));
  for (const consequence of consequences) for (const fact of publishedFactsOf(consequence, tx.now)) tx.record(fact);
  await insertCorrections(tx, consequences.flatMap((consequence) => correctionOf(consequence, tx.now)));
  const reversed = consequences.filter(({ fact }) => fact.kind === 'release-reversed');
  await voidOrders(tx, new Set(reversed.map(({ tranche }) => tranche.id)));
  const released = new Map(consequences.filter(({ fact }) => fact.kind === 'released').map(({ tranche, causedBy }) => [tranche.id, causedBy]));
  await orderPayments(tx, changed.filter(({ id, stage }) => stage === 'payable' && released.has(id)), released);
}

function correctionOf({ tranche, fact }: Consequence, now: string) {
  if (fact.kind !== 'correction-due') return [];
  const { revision, difference } = fact;
  const { id: trancheId, jurisdiction } = tranche;
  return [{ id: correctionId(tranche, revision), trancheId, jurisdiction, revision, difference, replyUntil: replyUntil(tranche, now) }];
}
