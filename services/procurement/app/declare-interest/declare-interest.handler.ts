import type { declareBidInterest, RouteInput } from '@goufu/contracts';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { changePanel } from '../in-panel.js';
import { inTender } from '../in-purchase.js';
import { bidderOrgIds } from '../persistence/bid.repository.js';

/** A member says that there is no interest in any bidder, or recuses with the reason (R50). */
@Injectable()
export class DeclareInterestHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof declareBidInterest>, caller: Caller) {
    const memberId = caller.actorId;
    return inTender(this.unitOfWork, caller, params.tenderId, async (tx, of) =>
      changePanel(
        tx,
        of,
        body.declaration === 'none'
          ? { kind: 'declare', memberId, orgId: caller.orgId, bidderOrgIds: await bidderOrgIds(tx, of.tender.id) }
          : { kind: 'recuse', memberId, reason: body.reason },
      ),
    );
  }
}
