import { purchasePlanned, type planPurchase, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { fold, isRefusal, localDateOf, parseFen, type Refusal } from '@goufu/kernel';
import { bring, newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { purchase as purchases } from '../../domain/purchase/purchase.js';
import { orgOf } from '../caller-org.js';
import { knownLines } from '../persistence/budget-line.repository.js';
import { insertPurchase, type StoredPurchase } from '../persistence/purchase.repository.js';
import { domainPart, publishedPart } from '../published-terms.js';
import { purchaseView } from '../views.js';

/** A purchaser plans a purchase and asks for its money; funding answers with a reservation or a refusal (R8–R10, R18–R20). */
@Injectable()
export class PlanPurchaseHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  async execute({ body }: RouteInput<typeof planPurchase>, caller: Caller) {
    const purchaser = orgOf(caller);
    if (isRefusal(purchaser)) return purchaser;
    return this.unitOfWork.run<ReturnType<typeof purchaseView> | Refusal>(caller.work(), async (tx) => {
      const { title, directoryItem, category, negativeList, preparation } = body;
      const { jurisdiction } = caller;
      const profile = profileFor(jurisdiction, localDateOf(tx.now));
      const asks = body.asks.map(domainPart);
      const facts = purchases.decide(
        {
          kind: 'plan', total: parseFen(body.totalFen), asks, negativeList, preparation, by: caller.actorId,
          knownLines: await knownLines(tx, asks.map(({ lineId }) => lineId)),
          surveyMinimum: profile.get('requirement.survey_respondents'),
        },
        purchases.initial,
      );
      if (isRefusal(facts)) return facts;
      const state = fold(purchases.evolve, purchases.initial, facts);
      const planned: StoredPurchase = {
        ...state, id: newId(), jurisdiction, purchaser, title, directoryItem, category, profileVersion: profile.version, plannedAt: tx.now,
      };
      await insertPurchase(tx, planned, { negativeList, preparation });
      bring(tx, 'purchase', planned.id);
      tx.record({
        contract: purchasePlanned,
        subject: planned.id,
        jurisdiction,
        data: { purchaser, title, directoryItem, ...(body.use ? { use: body.use } : {}), category, totalFen: body.totalFen, asks: asks.map(publishedPart), profileVersion: profile.version },
      });
      return purchaseView(planned);
    });
  }
}
