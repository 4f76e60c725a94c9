import type { RouteInput, scoreBids } from '@goufu/contracts';
import { assert, isRefusal } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { seated } from '../../domain/panel/panel.js';
import { rank } from '../../domain/score/ranking.js';
import { refuseSheet } from '../../domain/score/sheet.refusals.js';
import { sheet as sheetDecider, unequalItems } from '../../domain/score/sheet.js';
import { refuseTender } from '../../domain/tender/tender.refusals.js';
import { tender as tenders } from '../../domain/tender/tender.js';
import { inTender, type TenderOfPurchase } from '../in-purchase.js';
import { bidsInTender, lotsOf, saveRanking } from '../persistence/bid.repository.js';
import { insertSheet, loadPanel, loadSheets, type StoredSheet } from '../persistence/panel.repository.js';
import { saveTenderFacts } from '../save-tender-facts.js';

/** A member signs the own scores; the last signature ranks the bids, once objective items agree (R52, R54, R58, R59). */
@Injectable()
export class ScoreBidsHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof scoreBids>, caller: Caller) {
    return inTender(this.unitOfWork, caller, params.tenderId, async (tx, of) => {
      const { tender } = of;
      if (tender.status !== 'opened') return refuseTender('not-opened');
      const members = seated(await loadPanel(tx, tender.id));
      const member = members.find(({ memberId }) => memberId === caller.actorId);
      if (!member) return refuseSheet('not-found');
      if (member.interest !== 'none') return refuseSheet('not-declared');
      const mine = (await loadSheets(tx, tender.id)).find(({ memberId }) => memberId === caller.actorId) ?? sheetDecider.initial;
      const facts = sheetDecider.decide(
        { kind: 'sign', scores: body.scores, correction: body.correction, bidIds: tender.bids.map(({ id }) => id), criteria: tender.criteria, at: tx.now },
        mine,
      );
      if (isRefusal(facts)) return facts;
      for (const fact of facts) await insertSheet(tx, tender, mine.revision + 1, fact);
      const sheets = await loadSheets(tx, tender.id);
      const complete = sheets.length === members.length;
      const unequal = complete ? unequalItems(sheets.map(({ scores }) => scores), tender.criteria) : [];
      const evaluated = complete && unequal.length === 0;
      if (evaluated) await conclude(tx, of, sheets);
      return { revision: mine.revision + 1, evaluated, unequal };
    });
  }
}

async function conclude(tx: Tx, of: TenderOfPurchase, sheets: readonly StoredSheet[]): Promise<void> {
  const { bids, criteria, priceWeightBp, deductionBp } = of.tender;
  const lots = lotsOf(await bidsInTender(tx, of.tender.id, ['opened']));
  const ranking = rank({ bids, criteria, priceWeightBp, deductionBp, lots, sheets: sheets.map(({ scores }) => scores) });
  const facts = tenders.decide({ kind: 'conclude', ranking }, of.tender);
  assert(!isRefusal(facts), 'complete sheets conclude the evaluation');
  await saveRanking(tx, ranking);
  await saveTenderFacts(tx, of, facts);
}
