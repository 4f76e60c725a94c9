import type { replaceBid, RouteInput } from '@goufu/contracts';
import { isRefusal, parseFen } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { bid as bids } from '../../domain/bid/bid.js';
import { endBid } from '../persistence/bid.repository.js';
import { BidSealer } from '../sealing/bid-sealer.js';
import { inOwnBid } from '../sealing/own-bid.js';
import { sealNewBid } from '../sealing/seal-new-bid.js';

/** Before the deadline a bidder may change its bid: the old one stays sealed for ever (R41). */
@Injectable()
export class ReplaceBidHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(BidSealer) private readonly sealer: BidSealer,
  ) {}

  execute({ params, body }: RouteInput<typeof replaceBid>, caller: Caller) {
    return inOwnBid(this.unitOfWork, this.sealer, caller, params.bidId, async (tx, { tender, bid, org }) => {
      const facts = bids.decide({ kind: 'replace', price: parseFen(body.priceFen), bidsUntil: tender.bidsUntil, at: tx.now }, bid);
      if (isRefusal(facts)) return facts;
      await endBid(tx, bid.id, 'replaced');
      return sealNewBid(tx, this.sealer, tender, { ...body, org, submittedBy: caller.actorId });
    });
  }
}
