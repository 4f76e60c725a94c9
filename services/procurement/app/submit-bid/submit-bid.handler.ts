import type { RouteInput, submitBid } from '@goufu/contracts';
import { isRefusal, parseFen, type Refusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { bid as bids } from '../../domain/bid/bid.js';
import { refuseTender } from '../../domain/tender/tender.refusals.js';
import { orgOf } from '../caller-org.js';
import { bidsOf } from '../persistence/bid.repository.js';
import { loadTenderForUpdate } from '../persistence/tender.repository.js';
import { BidSealer } from '../sealing/bid-sealer.js';
import { sealNewBid } from '../sealing/seal-new-bid.js';
import type { receiptView } from '../views.js';

/** Seals an agency's bid before the deadline (R41). The tender's row lock keeps bids and opening apart. */
@Injectable()
export class SubmitBidHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(BidSealer) private readonly sealer: BidSealer,
  ) {}

  async execute({ params, body }: RouteInput<typeof submitBid>, caller: Caller) {
    const org = orgOf(caller);
    if (isRefusal(org)) return org;
    return this.unitOfWork.run<ReturnType<typeof receiptView> | Refusal>(caller.work(), async (tx) => {
      const tender = await loadTenderForUpdate(tx, params.tenderId);
      if (!tender) return refuseTender('not-found');
      if (tender.status !== 'open') return refuseTender('not-open');
      const earlier = await bidsOf(tx, tender.id, this.sealer.tagOf(tender.id, org.orgId));
      const live = earlier.some(({ status }) => status === 'sealed');
      const facts = bids.decide({ kind: 'submit', price: parseFen(body.priceFen), live, bidsUntil: tender.bidsUntil, at: tx.now }, bids.initial);
      return isRefusal(facts) ? facts : sealNewBid(tx, this.sealer, tender, { ...body, org, submittedBy: caller.actorId });
    });
  }
}
