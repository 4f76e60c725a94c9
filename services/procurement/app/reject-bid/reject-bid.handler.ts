import type { rejectBid, RouteInput } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { refuseBid } from '../../domain/bid/bid.refusals.js';
import { seated } from '../../domain/panel/panel.js';
import { tender as tenders } from '../../domain/tender/tender.js';
import { inTender } from '../in-purchase.js';
import { tenderOfBid } from '../persistence/bid.repository.js';
import { loadPanel, loadSheets } from '../persistence/panel.repository.js';
import { profileOf } from '../persistence/tender.repository.js';
import { Reader } from '../persistence/reader.js';
import { saveTenderFacts } from '../save-tender-facts.js';
import { tenderView } from '../views.js';

/** A bid fails qualification or conformity; with too few left the tender is void (R44, R57, T4). */
@Injectable()
export class RejectBidHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  async execute({ params, body }: RouteInput<typeof rejectBid>, caller: Caller) {
    const tenderId = await tenderOfBid(this.reader, params.bidId);
    if (tenderId === undefined) return refuseBid('not-found');
    return inTender(this.unitOfWork, caller, tenderId, async (tx, of) => {
      const leader = seated(await loadPanel(tx, tenderId)).find((member) => member.leader);
      const sheets = await loadSheets(tx, tenderId);
      const as = caller.roles.includes('purchaser') ? 'purchaser' : leader?.memberId === caller.actorId ? 'panel-leader' : 'other';
      const facts = tenders.decide(
        { kind: 'reject-bid', bidId: params.bidId, stage: body.stage, reason: body.reason, as, scoresBegun: sheets.length > 0, profile: profileOf(of.tender) },
        of.tender,
      );
      if (isRefusal(facts)) return facts;
      const { tender, purchase } = await saveTenderFacts(tx, of, facts);
      return tenderView(tender, purchase);
    });
  }
}
