import type { proposeOffset, RouteInput } from '@goufu/contracts';
import { isRefusal, parseFen } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { objectionToOffset } from '../../domain/clawback-case/offset.js';
import { decide } from '../../domain/tranche/tranche.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { hasOpenOffset, insertOffset } from '../persistence/offset.repository.js';
import { lockOffsetSides } from './offset-sides.js';

/** Finance proposes to take what is due from a later tranche of the agency instead of waiting for its refund; nothing moves yet (R123). */
@Injectable()
export class ProposeOffsetHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { caseId }, body }: RouteInput<typeof proposeOffset>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const sides = await lockOffsetSides(tx, caseId, body.trancheId);
      if (!sides || !inScope(caller.scope, sides.locked.current.jurisdiction)) return refuseClawback('unknown');
      const { locked, payer } = sides;
      if (!payer || !inScope(caller.scope, payer.jurisdiction)) return refuseClawback('unknown-tranche');
      const amount = parseFen(body.amountFen);
      const objection = objectionToOffset(amount, locked.current);
      if (objection) return objection;
      const decided = decide({ kind: 'set-off', amount }, payer);
      if (isRefusal(decided)) return decided;
      if (await hasOpenOffset(tx, caseId)) return refuseClawback('offset-open');
      await insertOffset(tx, { id: newId(), caseId, trancheId: payer.id, jurisdiction: locked.current.jurisdiction, amount, reason: body.reason });
      return this.views.one(tx, caller, caseId, tx.now);
    });
  }
}
