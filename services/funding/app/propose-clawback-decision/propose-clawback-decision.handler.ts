import type { proposeClawbackDecision, RouteInput } from '@goufu/contracts';
import { profileFor, requiredApprovers } from '@goufu/jurisdiction';
import { isRefusal, localDateOf, parseFen } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { dueOf } from '../../domain/clawback-case/clawback-case.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { hasOpenProposal, insertProposal } from '../persistence/clawback-proposal.repository.js';
import { claimableOf } from '../persistence/clawback.repository.js';
import { lockCase } from '../persistence/locked-case.js';

/** One person of a decision: says how a case is to end, after the agency was heard; nothing is decided before others approve it (R123). */
@Injectable()
export class ProposeClawbackDecisionHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { caseId }, body: { verdict, amountFen, reason } }: RouteInput<typeof proposeClawbackDecision>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!locked || !inScope(caller.scope, locked.current.jurisdiction)) return refuseClawback('unknown');
      const { current, others, tranche } = locked;
      const amount = amountFen === undefined ? undefined : parseFen(amountFen);
      const due = dueOf({ verdict, amount, claimable: claimableOf(tranche.released, others), at: tx.now }, current);
      if (isRefusal(due)) return due;
      if (await hasOpenProposal(tx, caseId)) return refuseClawback('proposal-open');
      const { jurisdiction, claimed } = current;
      // By the whole claim: what is asked back and what is given up of it are decided together.
      const requiredRoles = requiredApprovers(profileFor(jurisdiction, localDateOf(tx.now)).get('clawback.approval_thresholds'), claimed);
      await insertProposal(tx, { id: newId(), caseId, jurisdiction, verdict, due, reason, requiredRoles });
      return this.views.one(tx, caller, caseId, tx.now);
    });
  }
}
