import { getTender, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseTender } from '../../domain/tender/tender.refusals.js';
import { mayKnow } from '../in-purchase.js';
import { loadAward } from '../persistence/award.repository.js';
import { loadPanel } from '../persistence/panel.repository.js';
import { Reader } from '../persistence/reader.js';
import { readTender } from '../persistence/read-lists.js';
import { awardView, memberView, tenderView } from '../views.js';

@Controller()
export class GetTenderController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getTender)
  async get(@Input() { params }: RouteInput<typeof getTender>, @Caller() caller: Caller) {
    const found = await readTender(this.reader, params.tenderId);
    if (!found || !mayKnow(found.tender, caller)) return refuseTender('not-found');
    const award = await loadAward(this.reader, { tenderId: params.tenderId });
    // Who sits on the panel is secret to bidders until the result (R47).
    const panel = caller.scope.orgId === undefined || award ? (await loadPanel(this.reader, params.tenderId)).members : [];
    return { tender: tenderView(found.tender, found.purchase), panel: panel.map(memberView), ...(award ? { award: awardView(award) } : {}) };
  }
}
