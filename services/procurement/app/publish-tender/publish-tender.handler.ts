import { tenderPublished, type publishTender, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { fold, isRefusal, localDateOf, parseFen } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { scheduleTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { purchase as purchases } from '../../domain/purchase/purchase.js';
import type { Criterion } from '../../domain/tender/tender.commands.js';
import type { TenderFact } from '../../domain/tender/tender.facts.js';
import { tender as tenders } from '../../domain/tender/tender.js';
import { inPurchase } from '../in-purchase.js';
import { OPEN_BIDS } from '../open-bids/task.js';
import { savePurchase, type StoredPurchase } from '../persistence/purchase.repository.js';
import { insertTender, sameKindWithoutOpenTender, type StoredTender } from '../persistence/tender.repository.js';
import { tenderView } from '../views.js';

/** The notice of a purchase whose budget is reserved; its deadline opens the bids (R10, R33–R36, R43). */
@Injectable()
export class PublishTenderHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof publishTender>, caller: Caller) {
    return inPurchase(this.unitOfWork, caller, params.purchaseId, async (tx, purchase) => {
      const { method, bidsUntil, retenderIfVoid, methodApprovalNo, priceWeightBp } = body;
      const budget = parseFen(body.budgetFen);
      const on = localDateOf(tx.now);
      const profile = profileFor(purchase.jurisdiction, on);
      const started = purchases.decide({ kind: 'start-tender', budget }, purchase);
      if (isRefusal(started)) return started;
      const sameKind = await sameKindWithoutOpenTender(tx, purchase.id, purchase.category);
      const facts = tenders.decide(
        {
          kind: 'publish', method, budget, priceWeightBp, bidsUntil, retenderIfVoid, methodApprovalNo, sameKind, profile, on,
          criteria: body.criteria.map((criterion): Criterion => ({ ...criterion, items: criterion.items ?? [{ nameZh: criterion.nameZh, pointsBp: criterion.weightBp }] })),
          deductionBp: body.smallEnterpriseDeductionBp,
        },
        tenders.initial,
      );
      if (isRefusal(facts)) return facts;
      const tender = storedTender(tx, purchase, facts, { tenderNo: body.tenderNo, profileVersion: profile.version });
      await insertTender(tx, tender, methodApprovalNo);
      await savePurchase(tx, { ...purchase, ...fold(purchases.evolve, purchase, started) });
      scheduleTask(tx, { kind: OPEN_BIDS, key: tender.id, dueAt: tender.bidsUntil, payload: { tenderId: tender.id } });
      recordTenderPublished(tx, purchase, tender);
      return tenderView(tender, purchase);
    });
  }
}

function storedTender(tx: Tx, purchase: StoredPurchase, facts: readonly TenderFact[], named: { tenderNo: string; profileVersion: string }): StoredTender {
  const published = facts.find((fact) => fact.kind === 'published');
  if (!published) throw new Error('publishing gives the published fact');
  return {
    ...fold(tenders.evolve, tenders.initial, facts),
    ...named,
    id: newId(),
    purchaseId: purchase.id,
    jurisdiction: purchase.jurisdiction,
    publishedAt: tx.now,
    documentsUntil: published.documentsUntil,
    clarificationsUntil: published.clarificationsUntil,
  };
}

function recordTenderPublished(tx: Tx, { id, jurisdiction, purchaser, title, category }: StoredPurchase, tender: StoredTender): void {
  const { tenderNo, method, budget, priceWeightBp, criteria, clarificationsUntil, bidsUntil, profileVersion } = tender;
  tx.record({
    contract: tenderPublished,
    subject: id,
    jurisdiction,
    data: {
      tenderId: tender.id, tenderNo, purchaser, title, category, method, budgetFen: budget.toString(), priceWeightBp,
      criteria: criteria.map(({ code, nameZh, weightBp, scoring }) => ({ code, nameZh, weightBp, scoring })),
      deadlines: { clarificationsUntil, bidsUntil },
      profileVersion,
    },
  });
}
