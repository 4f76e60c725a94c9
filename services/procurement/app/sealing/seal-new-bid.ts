import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { insertBid } from '../persistence/bid.repository.js';
import type { StoredTender } from '../persistence/tender.repository.js';
import type { BidContent, BidSealer } from './bid-sealer.js';

/** Seals and keeps a bid; answers its receipt (R41). */
export async function sealNewBid(tx: Tx, sealer: BidSealer, { id: tenderId, bidsUntil, jurisdiction }: StoredTender, bid: BidContent) {
  const bidId = newId();
  const sealed = sealer.seal(bid, { tenderId, bidId, bidsUntil });
  await insertBid(tx, { ...sealed, id: bidId, tenderId, jurisdiction, bidderTag: sealer.tagOf(tenderId, bid.org.orgId), receivedAt: tx.now });
  return { bidId, tenderId, status: 'sealed' as const, receivedAt: tx.now, sha256: sealed.sha256, sm3: sealed.sm3 };
}
