import { awardAnnounced, type announceAward, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { assert, isRefusal, localDateOf, wireFen } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { awardDates } from '../../domain/award/award.js';
import { tender as tenders } from '../../domain/tender/tender.js';
import { inTender } from '../in-purchase.js';
import { movePurchase } from '../move-purchase.js';
import { insertAward, loadAward } from '../persistence/award.repository.js';
import { challengesOf, isHeld } from '../persistence/challenge.repository.js';
import { saveTenderFacts } from '../save-tender-facts.js';
import { awardView } from '../views.js';

/** The purchaser confirms the first of the ranking; the result can be objected to from then on (R61, R62, R73). */
@Injectable()
export class AnnounceAwardHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params }: RouteInput<typeof announceAward>, caller: Caller) {
    return inTender(this.unitOfWork, caller, params.tenderId, async (tx, of) => {
      const { tender, purchase } = of;
      const heldByChallenge = isHeld(await challengesOf(tx, purchase.id), tender.id);
      const facts = tenders.decide({ kind: 'announce', heldByChallenge }, tender);
      if (isRefusal(facts)) return facts;
      const winner = facts.find((fact) => fact.kind === 'announced')?.winner;
      assert(winner !== undefined, 'an announced tender has its winner');
      const announcedOn = localDateOf(tx.now);
      const profile = profileFor(tender.jurisdiction, announcedOn);
      const dates = awardDates(profile, announcedOn);
      await insertAward(tx, newId(), tender, winner, dates);
      await saveTenderFacts(tx, of, facts);
      await movePurchase(tx, purchase, { kind: 'note-awarded' });
      const award = await loadAward(tx, { tenderId: tender.id });
      assert(award !== undefined, 'the award was just made');
      tx.record({
        contract: awardAnnounced,
        subject: purchase.id,
        jurisdiction: purchase.jurisdiction,
        data: {
          awardId: award.id,
          tenderId: tender.id,
          winner: award.winner,
          priceFen: wireFen(winner.price),
          scores: tender.ranking.map(({ bidId, orgId, rank, totalBp, priceScoreBp }) => ({ bidId, orgId, rank, totalBp, priceScoreBp })),
          announcedOn,
          objectionUntil: dates.objectionUntil,
          profileVersion: profile.version,
        },
      });
      return awardView(award);
    });
  }
}
