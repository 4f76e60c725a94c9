import type { Id } from '@goufu/kernel';
import { bring } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { makeOrders } from '../order-payment/order-payments.js';
import { renewOrders } from '../order-payment/renew-orders.js';
import { voidOrders } from '../order-payment/void-orders.js';
import { followCorrections } from '../raise-clawback/follow-corrections.js';
import { netCorrections } from '../../domain/tranche/correction.js';
import { mayBeOrdered } from '../../domain/tranche/reading.js';
import { post } from '../persistence/ledger.repository.js';
import { requestsToOrder, type OpenRequest } from '../persistence/payment-request.repository.js';
import { saveTranches, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';
import { postingOf } from './posting-of.js';
import { noteShortages } from './note-shortages.js';
import { publishedFactsOf } from './published-facts.js';

/**
 * Writes what happened to tranches: rows, facts, ledger, and what follows for their payment orders. `tranches` are all of the contracts at
 * stake. The number of statements does not grow with the number of releases. `requests` are the open ones of the tranches as they stood when
 * these were locked; they are asked for where that is not known.
 */
export async function writeConsequences(tx: Tx, tranches: readonly StoredTranche[], consequences: readonly Consequence[], requests?: readonly Omit<OpenRequest, 'payableSince'>[]): Promise<void> {
  const causes = owedBy(consequences);
  const open = requests ?? (causes.size === 0 ? [] : await requestsToOrder(tx, [...causes.keys()]));
  const touched = new Set(consequences.map(({ tranche }) => tranche.id));
  for (const consequence of consequences) for (const fact of publishedFactsOf(consequence)) tx.record(fact);
  const idsOf = (kind: 'release-reversed' | 'held') => new Set(consequences.filter(({ fact }) => fact.kind === kind).map(({ tranche }) => tranche.id));
  const [reversed, held] = [idsOf('release-reversed'), idsOf('held')];
  await voidOrders(tx, reversed);
  await voidOrders(tx, held, 'appeal-open');
  const payable = tranches.filter((tranche) => causes.has(tranche.id) && mayBeOrdered(tranche));
  // Whose order was void a moment ago has none now.
  const again = payable.filter(({ id }) => reversed.has(id) || held.has(id));
  const reread = again.length === 0 ? [] : await requestsToOrder(tx, again.map(({ id }) => id));
  const known = new Set(again.map(({ id }) => id));
  const toOrder = [...open.filter(({ trancheId }) => !known.has(trancheId)), ...reread].map((request) => ({ ...request, payableSince: tx.now }));
  const changed = tranches.filter(({ id }) => touched.has(id));
  saveTranches(tx, changed, makeOrders(tx, payable, toOrder, causes));
  post(tx, consequences.flatMap(postingOf));
  noteShortages(tx, changed, consequences);
  await renewOrders(tx, changed.filter((tranche) => !causes.has(tranche.id) && mayBeOrdered(tranche)));
  // Writes its tranche again: what a supplement leaves to it.
  const supplements = await followCorrections(tx, netCorrections(consequences));
  bring(tx, 'tranches-decided', ...decidedContracts(tranches, consequences));
  if (supplements.length > 0) await writeConsequences(tx, supplements.map(({ tranche }) => tranche), supplements.flatMap((supplement) => supplement.consequences));
}

/** Tranches that are owed, or free again, because of what happened now, with what caused it. */
const owedBy = (consequences: readonly Consequence[]) =>
  new Map(consequences.filter(({ fact }) => fact.kind === 'released' || fact.kind === 'hold-lifted').map(({ tranche, causedBy }) => [tranche.id, causedBy]));

/** Contracts of which nothing is undecided any more: their closing may wait for it. */
function decidedContracts(tranches: readonly StoredTranche[], consequences: readonly Consequence[]): Id[] {
  const decisions = consequences.filter(({ fact }) => fact.kind === 'released' || fact.kind === 'forfeited' || fact.kind === 'cancelled');
  const undecided = new Set(tranches.filter(({ stage }) => stage === 'committed').map(({ contractId }) => contractId));
  return [...new Set(decisions.map(({ tranche }) => tranche.contractId))].filter((contractId) => !undecided.has(contractId));
}
