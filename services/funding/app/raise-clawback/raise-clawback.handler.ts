import { clawbackRaised, type raiseClawback, type RouteInput } from '@goufu/contracts';
import { parseFen } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { objectionTo } from '../../domain/clawback-case/clawback-case.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { claimableOf, insertCase, lockCasesOf } from '../persistence/clawback.repository.js';
import { lockTranche } from '../persistence/tranche.repository.js';
import { replyUntil } from '../release-tranche/published-facts.js';

/** A finance officer asks paid money back on a ground of R123; the notice is served with it, and the agency's time begins. */
@Injectable()
export class RaiseClawbackHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { trancheId }, body }: RouteInput<typeof raiseClawback>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const tranche = await lockTranche(tx, trancheId);
      if (!tranche || !inScope(caller.scope, tranche.jurisdiction)) return refuseClawback('unknown-tranche');
      const amount = parseFen(body.amountFen);
      const claimable = claimableOf(tranche.released, await lockCasesOf(tx, trancheId));
      const objection = objectionTo({ amount, paid: tranche.stage === 'disbursed', claimable });
      if (objection) return objection;
      const { contractId, purchaseId, agencyOrgId, jurisdiction } = tranche;
      const { ground, statement, evidenceIds } = body;
      const id = newId();
      const until = replyUntil(tranche, tx.now);
      const about = { id, trancheId, contractId, purchaseId, agencyOrgId, jurisdiction };
      await insertCase(tx, { ...about, ground, statement, evidenceIds, claimed: amount, raisedBy: caller.actorId, replyUntil: until });
      const data = { caseId: id, trancheId, contractId, agencyOrgId, fen: body.amountFen, ground, rules: ['R123'], evidenceIds, replyUntil: until };
      tx.record({ contract: clawbackRaised, subject: purchaseId, jurisdiction, data });
      return this.views.one(tx, caller, id, tx.now);
    });
  }
}
