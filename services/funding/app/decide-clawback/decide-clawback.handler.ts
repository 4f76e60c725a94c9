import { clawbackDecided, type decideClawback, type RouteInput } from '@goufu/contracts';
import { chinaCalendar, deadline, profileFor } from '@goufu/jurisdiction';
import { fold, isRefusal, localDateOf, wireFen, type Instant, type LocalDate, type Refusal } from '@goufu/kernel';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { ClawbackFact } from '../../domain/clawback-case/clawback-case.facts.js';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { approvalBy, objectionToDeciding } from '../../domain/clawback-case/proposal.js';
import { approverRoles } from '../../domain/payment-order/payment-order.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { endProposal, findProposal, insertApproval, type StoredProposal } from '../persistence/clawback-proposal.repository.js';
import { claimableOf, saveCase, type StoredCase } from '../persistence/clawback.repository.js';
import { lockCase, type LockedCase } from '../persistence/locked-case.js';
import { tellSettled } from '../settle-clawback/tell-settled.js';

/** The others of a decision: approve or decline how a case is proposed to end. With the last approval it is decided (R123). */
@Injectable()
export class DecideClawbackHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { proposalId }, body: { verdict, reason } }: RouteInput<typeof decideClawback>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const found = await findProposal(tx, proposalId);
      const locked = found && (await lockCase(tx, found.caseId));
      // Read again, since whoever else decides it holds the case.
      const proposal = await findProposal(tx, proposalId);
      if (!locked || !proposal || !inScope(caller.scope, proposal.jurisdiction)) return refuseClawback('unknown-proposal');
      const refused = verdict === 'approve' ? await approve(tx, locked, proposal, caller, reason) : await decline(tx, locked, proposal, reason);
      return refused ?? this.views.one(tx, caller, proposal.caseId, tx.now);
    });
  }
}

async function decline(tx: Tx, { current }: LockedCase, proposal: StoredProposal, reason: string): Promise<Refusal | undefined> {
  const objection = objectionToDeciding(proposal, current.raisedBy, tx.actorId);
  if (!objection) await endProposal(tx, proposal.id, 'declined', reason);
  return objection;
}

async function approve(tx: Tx, locked: LockedCase, proposal: StoredProposal, caller: Caller, reason: string): Promise<Refusal | undefined> {
  const { current, others, tranche } = locked;
  const approval = approvalBy(proposal, current.raisedBy, { by: caller.actorId, roles: approverRoles(caller.roles) });
  if (isRefusal(approval)) return approval;
  await insertApproval(tx, proposal, approval.role, reason);
  if (!approval.last) return undefined;
  const known = { refundUntil: refundUntil(current.jurisdiction, tx.now), claimable: claimableOf(tranche.released, others) };
  const facts = decide({ kind: 'decide', verdict: proposal.verdict, amount: proposal.due, reason: proposal.reason, by: caller.actorId, at: tx.now, ...known }, current);
  if (isRefusal(facts)) return facts;
  await endProposal(tx, proposal.id, 'approved', reason);
  await saveCase(tx, { ...current, ...fold(evolve, current, facts) }, facts);
  for (const fact of facts) tell(tx, current, fact);
  return undefined;
}

function tell(tx: Tx, current: StoredCase, fact: ClawbackFact): void {
  if (fact.kind === 'waived') tellSettled(tx, current, 'waived');
  if (fact.kind !== 'upheld') return;
  const { id: caseId, trancheId, contractId, agencyOrgId, purchaseId, jurisdiction, claimed } = current;
  const { verdict, due, refundUntil: until } = fact;
  const data = { caseId, trancheId, contractId, agencyOrgId, verdict, claimedFen: wireFen(claimed), dueFen: wireFen(due), refundUntil: until };
  tx.record({ contract: clawbackDecided, subject: purchaseId, jurisdiction, data });
}

function refundUntil(jurisdiction: string, now: Instant): LocalDate {
  const from = localDateOf(now);
  return deadline({ from, ...profileFor(jurisdiction, from).get('clawback.refund_days') }, chinaCalendar).due;
}
