import { clawbackDecided, clawbackSettled, type decideClawback, type RouteInput } from '@goufu/contracts';
import { chinaCalendar, deadline, profileFor } from '@goufu/jurisdiction';
import { fold, isRefusal, localDateOf, parseFen, wireFen, type Instant, type LocalDate } from '@goufu/kernel';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { ClawbackFact } from '../../domain/clawback-case/clawback-case.facts.js';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { claimableOf, saveCase, type StoredCase } from '../persistence/clawback.repository.js';
import { lockCase } from '../persistence/locked-case.js';

/** The second person of a case: upholds, reduces or waives, after the agency was heard (R123). */
@Injectable()
export class DecideClawbackHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { caseId }, body }: RouteInput<typeof decideClawback>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!locked || !inScope(caller.scope, locked.current.jurisdiction)) return refuseClawback('unknown');
      const { current, others, tranche } = locked;
      const amount = body.amountFen === undefined ? undefined : parseFen(body.amountFen);
      const known = { refundUntil: refundUntil(current.jurisdiction, tx.now), claimable: claimableOf(tranche.released, others) };
      const facts = decide({ kind: 'decide', verdict: body.verdict, amount, reason: body.reason, by: caller.actorId, at: tx.now, ...known }, current);
      if (isRefusal(facts)) return facts;
      await saveCase(tx, { ...current, ...fold(evolve, current, facts) }, facts);
      for (const fact of facts) tell(tx, current, fact);
      return this.views.one(tx, caller, caseId, tx.now);
    });
  }
}

function tell(tx: Tx, { id: caseId, trancheId, contractId, agencyOrgId, purchaseId, jurisdiction, ground, claimed }: StoredCase, fact: ClawbackFact): void {
  const about = { caseId, trancheId, contractId, agencyOrgId };
  if (fact.kind === 'upheld') {
    const { verdict, due, refundUntil: until } = fact;
    const data = { ...about, verdict, claimedFen: wireFen(claimed), dueFen: wireFen(due), refundUntil: until };
    tx.record({ contract: clawbackDecided, subject: purchaseId, jurisdiction, data });
  }
  if (fact.kind === 'waived') {
    const data = { ...about, ground, fen: wireFen(claimed), outcome: 'waived' as const, settledAt: tx.now };
    tx.record({ contract: clawbackSettled, subject: purchaseId, jurisdiction, data });
  }
}

function refundUntil(jurisdiction: string, now: Instant): LocalDate {
  const from = localDateOf(now);
  return deadline({ from, ...profileFor(jurisdiction, from).get('clawback.refund_days') }, chinaCalendar).due;
}
