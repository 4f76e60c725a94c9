import type { replaceBidPanelMember, RouteInput } from '@goufu/contracts';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { changePanel, panelGround } from '../in-panel.js';
import { inTender } from '../in-purchase.js';
import { bidderOrgIds } from '../persistence/bid.repository.js';

/** Somebody else takes the seat of a recused member (R50). */
@Injectable()
export class ReplacePanelMemberHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof replaceBidPanelMember>, caller: Caller) {
    return inTender(this.unitOfWork, caller, params.tenderId, async (tx, of) => {
      const ground = panelGround(of, await bidderOrgIds(tx, of.tender.id));
      return changePanel(tx, of, { kind: 'replace', memberId: params.memberId, seat: body, ground, by: caller.actorId });
    });
  }
}
