import { paymentRequested, type requestPayment, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { fold, isRefusal, localDateOf, parseFen, wireFen, type Id, type LocalDate } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { objectionToCosts, type CostLimits } from '../../domain/cost-budget/cost-budget.js';
import { objectionTo } from '../../domain/payment-request/payment-request.js';
import { refusePaymentRequest } from '../../domain/payment-request/payment-request.refusals.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { mayBeOrdered, standingOf } from '../../domain/tranche/reading.js';
import { payByOf } from '../order-payment/pay-by-of.js';
import { orderPayments } from '../order-payment/order-payments.js';
import { findContract } from '../persistence/contract.repository.js';
import { insertRequest, requestsAbout } from '../persistence/payment-request.repository.js';
import { lockTranchesBeside, type LockedTranche, type StoredTranche } from '../persistence/tranche.repository.js';
import { Funds } from '../release-tranche/funds.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';

/** An agency asks for a tranche. Owed already: its payment order is made at once. Not yet: the request waits with it. */
@Injectable()
export class RequestPaymentHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { trancheId }, body }: RouteInput<typeof requestPayment>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const tranches = await lockTranchesBeside(tx, trancheId);
      const tranche = tranches.find(({ id }) => id === trancheId);
      if (!tranche || tranche.agencyOrgId !== caller.orgId || !inScope(caller.scope, tranche.jurisdiction)) return refusePaymentRequest('unknown-tranche');
      const contract = await findContract(tx, tranche.contractId);
      const today = localDateOf(tx.now);
      const known = await requestsAbout(tx, trancheId, tranche.agencyOrgId, body.invoiceRef);
      const asking = objectionTo({ ...known, standing: standingOf(tranche), suspended: contract?.state === 'suspended', invoiceDate: body.invoiceDate, today });
      const objection = asking ?? objectionToCosts(costsOf(body), tranche.amount, costLimits(tranche.jurisdiction, today));
      if (objection) return objection;
      const requestId = newId();
      const payBy = payByOf(tranche.jurisdiction, { invoiceDate: body.invoiceDate, releasedOn: undefined, small: contract?.smeFlag ?? true });
      await insertRequest(tx, { ...body, ...tranche, id: requestId, trancheId, payBy });
      const { purchaseId, no: trancheNo, contractId, agencyOrgId, amount } = tranche;
      const data = { ...body, requestId, trancheId, trancheNo, contractId, agencyOrgId, fen: wireFen(amount), payBy };
      tx.record({ contract: paymentRequested, subject: purchaseId, jurisdiction: tranche.jurisdiction, data });
      await tick(tx, tranche, tranches, requestId);
      const [order] = await tx.query<{ id: Id }>(`SELECT id FROM payment_order WHERE request_id = $1`, [requestId]);
      const answer = { ...body, requestId, trancheId, payBy, requestedAt: tx.now, state: 'open' as const };
      return order ? { ...answer, orderId: order.id } : answer;
    });
  }
}

const costsOf = ({ costs }: RouteInput<typeof requestPayment>['body']) => costs?.map(({ category, fen }) => ({ category, amount: parseFen(fen) }));

/** The shares of cost that a place prescribes (R129). */
function costLimits(jurisdiction: string, on: LocalDate): CostLimits {
  const profile = profileFor(jurisdiction, on);
  return { labourFloor: profile.get('cost.labour_floor'), otherCap: profile.get('cost.other_cap'), managementCap: profile.get('cost.management_cap'), taxCap: profile.get('cost.tax_cap') };
}

/** Ticks the request where it is a condition; a tranche that was owed before gets its order now. */
async function tick(tx: Tx, tranche: StoredTranche, beside: readonly LockedTranche[], requestId: Id): Promise<void> {
  const facts = decide({ kind: 'note-evidence', factId: requestId, evidence: { kind: 'payment-requested' }, at: tx.now }, tranche);
  const noted = isRefusal(facts) ? [] : await new Funds(tx, beside).settle(tranche, facts);
  const evolved = { ...tranche, ...fold(evolve, tranche, noted) };
  const others = beside.filter(({ id }) => id !== tranche.id);
  await writeConsequences(tx, [evolved, ...others], noted.map((fact) => ({ tranche: evolved, fact, causedBy: undefined })));
  if (mayBeOrdered(tranche)) await orderPayments(tx, [evolved]);
}
