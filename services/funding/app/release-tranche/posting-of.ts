import type { Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { transfersOf } from '../../domain/tranche/transfers.js';
import type { LocalPosting } from '../persistence/ledger.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';

/**
 * The ledger's event of a fact about a tranche: made of the tranche and its revision, so that even without an inbox the same
 * release cannot be posted twice.
 */
const eventIdOf = ({ id }: Pick<StoredTranche, 'id'>, fact: TrancheFact): Id => causedId(id, `${fact.kind}/${'revision' in fact ? fact.revision : 0}`);

/** What a consequence does to the ledger. */
export function postingOf({ tranche, fact }: Consequence): LocalPosting[] {
  const transfers = transfersOf(tranche, fact);
  if (transfers.length === 0) return [];
  const { purchaseId, jurisdiction } = tranche;
  return [{ eventId: eventIdOf(tranche, fact), reason: fact.kind, purchaseId, jurisdiction, transfers }];
}
