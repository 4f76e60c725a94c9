import type { composePanel, RouteInput } from '@goufu/contracts';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { changePanel, panelGround } from '../in-panel.js';
import { inTender } from '../in-purchase.js';
import { bidderOrgIds } from '../persistence/bid.repository.js';

/** The purchaser composes the panel once the bidders are known (R46, R47, R49, R50). */
@Injectable()
export class ComposePanelHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof composePanel>, caller: Caller) {
    return inTender(this.unitOfWork, caller, params.tenderId, async (tx, of) =>
      changePanel(tx, of, { kind: 'compose', seats: body.members, ground: panelGround(of, await bidderOrgIds(tx, of.tender.id)), by: caller.actorId }),
    );
  }
}
