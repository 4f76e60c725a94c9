import { unreachable } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { commitAvailable, release, sliceOver, splitOver, uncommit, unrelease, type Transfer } from '../../domain/ledger/posting.js';
import type { LocalPosting } from '../persistence/ledger.repository.js';
import type { Consequence } from './consequence.js';

/**
 * What a consequence does to the ledger. The event id is made of the tranche and its revision, so that even without an
 * inbox the same release cannot be posted twice.
 */
export function postingOf({ tranche, fact }: Consequence): LocalPosting[] {
  const transfers = transfersOf({ tranche, fact });
  if (transfers.length === 0) return [];
  return [
    {
      eventId: causedId(tranche.id, `${fact.kind}/${'revision' in fact ? fact.revision : 0}`),
      reason: fact.kind,
      purchaseId: tranche.purchaseId,
      jurisdiction: tranche.jurisdiction,
      transfers,
    },
  ];
}

function transfersOf({ tranche, fact }: Pick<Consequence, 'tranche' | 'fact'>): Transfer[] {
  switch (fact.kind) {
    case 'released':
      return splitOver(fact.amount, tranche.allocations).flatMap((part) => release(tranche.id, part));
    case 'release-reversed':
      return splitOver(fact.amount, tranche.allocations).flatMap((part) => unrelease(tranche.id, part));
    case 'contract-ended':
      return sliceOver(tranche.released, fact.rest, tranche.allocations).flatMap(uncommit);
    case 'uncommitted':
      return sliceOver(tranche.released, fact.amount, tranche.allocations).flatMap(uncommit);
    case 'recommitted':
      return sliceOver(tranche.released - fact.amount, fact.amount, tranche.allocations).flatMap(commitAvailable);
    case 'evidence-kept':
    case 'terms-amended':
    case 'moved':
    case 'withheld':
    case 'forfeited':
    case 'cancelled':
    case 'correction-due':
      return [];
    default:
      return unreachable(fact);
  }
}
