import type { Org } from '@goufu/contracts';
import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import type { Tx, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { refuseBid } from '../../domain/bid/bid.refusals.js';
import { orgOf } from '../caller-org.js';
import { findBid, type BidRow } from '../persistence/bid.repository.js';
import { loadTenderForUpdate, type StoredTender } from '../persistence/tender.repository.js';
import type { BidSealer } from './bid-sealer.js';

export interface OwnBid {
  readonly tender: StoredTender;
  readonly bid: BidRow;
  readonly org: Org;
}

/** Works on a bid of the caller's own organisation under the lock of its tender; others' bids do not exist for it (R37). */
export async function inOwnBid<Answer>(
  unitOfWork: UnitOfWork,
  sealer: BidSealer,
  caller: Caller,
  bidId: Id,
  work: (tx: Tx, own: OwnBid) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const org = orgOf(caller);
  if (isRefusal(org)) return org;
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const found = await findBid(tx, bidId);
    const tender = found && (await loadTenderForUpdate(tx, found.tender_id));
    const bid = await findBid(tx, bidId);
    if (!tender || !bid || bid.bidder_tag !== sealer.tagOf(tender.id, org.orgId)) return refuseBid('not-found');
    return work(tx, { tender, bid, org });
  });
}
