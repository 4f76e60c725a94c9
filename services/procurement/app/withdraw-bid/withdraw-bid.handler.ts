import type { RouteInput, withdrawBid } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { bid as bids } from '../../domain/bid/bid.js';
import { endBid } from '../persistence/bid.repository.js';
import { BidSealer } from '../sealing/bid-sealer.js';
import { inOwnBid } from '../sealing/own-bid.js';
import { receiptView } from '../views.js';

/** Before the deadline a bidder may take its bid back unread (R41). */
@Injectable()
export class WithdrawBidHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(BidSealer) private readonly sealer: BidSealer,
  ) {}

  execute({ params }: RouteInput<typeof withdrawBid>, caller: Caller) {
    return inOwnBid(this.unitOfWork, this.sealer, caller, params.bidId, async (tx, { tender, bid }) => {
      const facts = bids.decide({ kind: 'withdraw', bidsUntil: tender.bidsUntil, at: tx.now }, bid);
      if (isRefusal(facts)) return facts;
      await endBid(tx, bid.id, 'withdrawn');
      return { ...receiptView(bid), status: 'withdrawn' as const };
    });
  }
}
