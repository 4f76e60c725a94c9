import type { decideOffset, RouteInput } from '@goufu/contracts';
import { fold, isRefusal, localDateOf, type Refusal } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide as decideCase, evolve as evolveCase } from '../../domain/clawback-case/clawback-case.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import { objectionToDecision, objectionToOffset } from '../../domain/clawback-case/offset.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { CaseViews } from '../get-clawback/case-view.js';
import { voidOrders } from '../order-payment/void-orders.js';
import { saveCase } from '../persistence/clawback.repository.js';
import { post } from '../persistence/ledger.repository.js';
import type { LockedCase } from '../persistence/locked-case.js';
import { findOffset, saveOffset, type StoredOffset } from '../persistence/offset.repository.js';
import { closeOpenRequests } from '../persistence/payment-request.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { lockOffsetSides } from '../propose-offset/offset-sides.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { refundOf } from '../settle-clawback/take-refund.js';
import { tellSettled } from '../settle-clawback/tell-settled.js';
import { supplementTranche } from '../supplement-tranche/supplement-tranche.js';

/**
 * Another person decides about an offset (R123). Approved, so much of the later tranche is paid without the bank, and so much of the case
 * is back; what else the tranche owes is a supplement, to be asked for and approved anew.
 */
@Injectable()
export class DecideOffsetHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  execute({ params: { offsetId }, body: { verdict, reason } }: RouteInput<typeof decideOffset>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const found = await findOffset(tx, offsetId);
      const sides = found && (await lockOffsetSides(tx, found.caseId, found.trancheId));
      // Read again, since whoever else decides it holds the case.
      const offset = await findOffset(tx, offsetId);
      if (!offset || !sides?.payer || !inScope(caller.scope, offset.jurisdiction)) return refuseClawback('unknown-offset');
      const refused = objectionToDecision(offset, caller.actorId) ?? (verdict === 'approve' ? await carryOut(tx, offset, sides.locked, sides.payer) : undefined);
      if (refused) return refused;
      await saveOffset(tx, offsetId, verdict === 'approve' ? 'approved' : 'declined', reason);
      return this.views.one(tx, caller, offset.caseId, tx.now);
    });
  }
}

/** Answers why it cannot be, if it cannot any more. */
async function carryOut(tx: Tx, { id, amount }: StoredOffset, locked: LockedCase, payer: StoredTranche): Promise<Refusal | undefined> {
  const { current } = locked;
  const objection = objectionToOffset(amount, current);
  if (objection) return objection;
  const facts = decide({ kind: 'set-off', amount }, payer);
  if (isRefusal(facts)) return facts;
  const taken = decideCase({ kind: 'note-refund', amount, at: tx.now }, current);
  if (isRefusal(taken)) return taken;
  await voidOrders(tx, new Set([payer.id]), 'set-off');
  await closeOpenRequests(tx, payer.id);
  const paid = { ...payer, ...fold(evolve, payer, facts) };
  await writeConsequences(tx, [paid], facts.map((fact) => ({ tranche: paid, fact, causedBy: undefined })));
  if (paid.covers > amount) {
    const supplement = await supplementTranche(tx, paid, amount, undefined);
    await writeConsequences(tx, [supplement.tranche], supplement.consequences);
  }
  await settleCase(tx, id, locked, amount, taken);
  return undefined;
}

/** The same as a refund does, without an entry of the statement. */
async function settleCase(tx: Tx, offsetId: string, locked: LockedCase, amount: bigint, facts: Exclude<ReturnType<typeof decideCase>, Refusal>): Promise<void> {
  const { current } = locked;
  const { purchaseId, jurisdiction } = current;
  const after = { ...current, ...fold(evolveCase, current, facts) };
  await saveCase(tx, after, facts);
  post(tx, [{ eventId: causedId(offsetId, 'offset'), reason: 'offset', purchaseId, jurisdiction, transfers: refundOf(locked, amount, localDateOf(tx.now)) }]);
  if (after.status === 'settled') tellSettled(tx, after, 'offset');
}
