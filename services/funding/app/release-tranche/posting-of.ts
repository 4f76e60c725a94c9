import { causedId } from '@goufu/messaging';
import { transfersOf } from '../../domain/tranche/transfers.js';
import type { LocalPosting } from '../persistence/ledger.repository.js';
import type { Consequence } from './consequence.js';

/**
 * What a consequence does to the ledger. The event id is made of the tranche and its revision, so that even without an
 * inbox the same release cannot be posted twice.
 */
export function postingOf({ tranche, fact }: Consequence): LocalPosting[] {
  const transfers = transfersOf(tranche, fact);
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
