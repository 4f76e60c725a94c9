import { clawbackReplied, type replyClawback, type RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { saveCase } from '../persistence/clawback.repository.js';
import { lockCase } from '../persistence/locked-case.js';

/** The agency is heard before anything is decided (R123). */
@Injectable()
export class ReplyClawbackHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { caseId }, body: { text } }: RouteInput<typeof replyClawback>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!locked || locked.current.agencyOrgId !== caller.orgId || !inScope(caller.scope, locked.current.jurisdiction)) return refuseClawback('unknown');
      const { current } = locked;
      const facts = decide({ kind: 'reply', text, by: caller.actorId, at: tx.now }, current);
      if (isRefusal(facts)) return facts;
      await saveCase(tx, { ...current, ...fold(evolve, current, facts) }, facts);
      const { trancheId, contractId, agencyOrgId, purchaseId, jurisdiction } = current;
      tx.record({ contract: clawbackReplied, subject: purchaseId, jurisdiction, data: { caseId, trancheId, contractId, agencyOrgId } });
      return this.views.one(tx, caller, caseId, tx.now);
    });
  }
}
