import { getMyBidScores, listMyBids, listOpenedBids, type RouteInput } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseSheet } from '../../domain/score/sheet.refusals.js';
import { refuseTender } from '../../domain/tender/tender.refusals.js';
import { orgOf } from '../caller-org.js';
import { mayKnow } from '../in-purchase.js';
import { bidsInTender, bidsOf } from '../persistence/bid.repository.js';
import { loadPanel, loadSheets } from '../persistence/panel.repository.js';
import { Reader } from '../persistence/reader.js';
import { readTender } from '../persistence/read-lists.js';
import { BidSealer } from '../sealing/bid-sealer.js';
import { openedBidView, receiptView } from '../views.js';

/** What may be read of bids: the own receipts at any time, the bids themselves after the opening (R37, R41). */
@Controller()
export class GetBidsController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(BidSealer) private readonly sealer: BidSealer,
  ) {}

  @Implements(listMyBids)
  async mine(@Input() { params }: RouteInput<typeof listMyBids>, @Caller() caller: Caller) {
    const org = orgOf(caller);
    if (isRefusal(org)) return org;
    const rows = await bidsOf(this.reader, params.tenderId, this.sealer.tagOf(params.tenderId, org.orgId));
    return { items: rows.map(receiptView) };
  }

  @Implements(listOpenedBids)
  async opened(@Input() { params }: RouteInput<typeof listOpenedBids>, @Caller() caller: Caller) {
    const found = await readTender(this.reader, params.tenderId);
    if (!found || !mayKnow(found.tender, caller)) return refuseTender('not-found');
    if (found.tender.status === 'open') return refuseTender('sealed', { bidsUntil: found.tender.bidsUntil });
    return { items: (await bidsInTender(this.reader, params.tenderId, ['opened', 'rejected'])).map((row) => openedBidView(row)) };
  }

  @Implements(getMyBidScores)
  async scores(@Input() { params }: RouteInput<typeof getMyBidScores>, @Caller() { actorId }: Caller) {
    const { members } = await loadPanel(this.reader, params.tenderId);
    if (!members.some(({ memberId }) => memberId === actorId)) return refuseSheet('not-found');
    const mine = (await loadSheets(this.reader, params.tenderId)).find(({ memberId }) => memberId === actorId);
    return mine ? { revision: mine.revision, scores: mine.scores, signedAt: mine.signedAt } : { revision: 0, scores: [] };
  }
}
