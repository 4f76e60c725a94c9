import type { Id } from '@goufu/kernel';
import { bring } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { orderPayments } from '../order-payment/order-payments.js';
import { renewOrders } from '../order-payment/renew-orders.js';
import { voidOrders } from '../order-payment/void-orders.js';
import { followCorrections } from '../raise-clawback/follow-corrections.js';
import { mayBeOrdered } from '../../domain/tranche/reading.js';
import { post } from '../persistence/ledger.repository.js';
import { saveTranches, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';
import { postingOf } from './posting-of.js';
import { publishedFactsOf } from './published-facts.js';

/**
 * Writes what happened to tranches: rows, ledger, facts, and what follows for their payment orders. The number of
 * statements does not grow with the number of releases. `tranches` are all of the contracts at stake.
 */
export async function writeConsequences(tx: Tx, tranches: readonly StoredTranche[], consequences: readonly Consequence[]): Promise<void> {
  const touched = new Set(consequences.map(({ tranche }) => tranche.id));
  const changed = tranches.filter(({ id }) => touched.has(id));
  await saveTranches(tx, changed);
  await post(tx, consequences.flatMap(postingOf));
  for (const consequence of consequences) for (const fact of publishedFactsOf(consequence, tx.now)) tx.record(fact);
  await followCorrections(tx, consequences);
  await voidOrders(tx, new Set(consequences.filter(({ fact }) => fact.kind === 'release-reversed').map(({ tranche }) => tranche.id)));
  await voidOrders(tx, new Set(consequences.filter(({ fact }) => fact.kind === 'held').map(({ tranche }) => tranche.id)), 'appeal-open');
  const owed = new Map(consequences.filter(({ fact }) => fact.kind === 'released' || fact.kind === 'hold-lifted').map(({ tranche, causedBy }) => [tranche.id, causedBy]));
  await orderPayments(tx, changed.filter((tranche) => owed.has(tranche.id) && mayBeOrdered(tranche)), owed);
  await renewOrders(tx, changed.filter((tranche) => !owed.has(tranche.id) && mayBeOrdered(tranche)));
  bring(tx, 'tranches-decided', ...decidedContracts(tranches, consequences));
}

/** Contracts of which nothing is undecided any more: their closing may wait for it. */
function decidedContracts(tranches: readonly StoredTranche[], consequences: readonly Consequence[]): Id[] {
  const decisions = consequences.filter(({ fact }) => fact.kind === 'released' || fact.kind === 'forfeited');
  const undecided = new Set(tranches.filter(({ stage }) => stage === 'committed').map(({ contractId }) => contractId));
  return [...new Set(decisions.map(({ tranche }) => tranche.contractId))].filter((contractId) => !undecided.has(contractId));
}
