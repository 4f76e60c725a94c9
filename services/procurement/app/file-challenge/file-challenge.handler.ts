import { challengeFiled, type fileChallenge, type RouteInput } from '@goufu/contracts';
import { chinaCalendar, deadline } from '@goufu/jurisdiction';
import { endOfDay, isRefusal, localDateOf } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { challengeWindow } from '../../domain/challenge/challenge-window.js';
import { challenge as challenges } from '../../domain/challenge/challenge.js';
import { orgOf } from '../caller-org.js';
import { inTender } from '../in-purchase.js';
import { loadAward } from '../persistence/award.repository.js';
import { bidderOrgIds } from '../persistence/bid.repository.js';
import { challengesOf, insertChallenge, type StoredChallenge } from '../persistence/challenge.repository.js';
import { loadContractOf } from '../persistence/contract.repository.js';
import { profileOf } from '../persistence/tender.repository.js';
import { challengeView } from '../views.js';

/** A supplier that took part challenges a step in time; the documents may be challenged by whoever got them (R73, R76). */
@Injectable()
export class FileChallengeHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  async execute({ params, body }: RouteInput<typeof fileChallenge>, caller: Caller) {
    const org = orgOf(caller);
    if (isRefusal(org)) return org;
    return inTender(this.unitOfWork, caller, params.tenderId, async (tx, { purchase, tender }) => {
      const profile = profileOf(tender);
      const award = await loadAward(tx, { tenderId: tender.id });
      const contract = await loadContractOf(tx, purchase.id);
      const earlier = await challengesOf(tx, purchase.id, org.orgId);
      const replyUntil = endOfDay(deadline({ from: localDateOf(tx.now), ...profile.get('challenge.reply_days') }, chinaCalendar).due);
      const facts = challenges.decide(
        {
          kind: 'file', stage: body.stage, replyUntil, at: tx.now,
          window: challengeWindow(body.stage, { ...tender, announcedAt: award?.announcedAt, objectionUntil: award?.objectionUntil }, profile),
          participated: body.stage === 'documents' || (await bidderOrgIds(tx, tender.id)).includes(org.orgId),
          before: earlier.some(({ tenderId, stage }) => tenderId === tender.id && stage === body.stage),
          contractSigned: contract?.signedAt !== undefined,
        },
        challenges.initial,
      );
      if (isRefusal(facts)) return facts;
      const holds = facts.some((fact) => fact.kind === 'filed' && fact.holds);
      const filed: StoredChallenge = {
        id: newId(), tenderId: tender.id, purchaseId: purchase.id, jurisdiction: purchase.jurisdiction, orgId: org.orgId, stage: body.stage,
        grounds: body.grounds, status: 'filed', holds, filedAt: tx.now, replyUntil,
      };
      await insertChallenge(tx, filed);
      tx.record({
        contract: challengeFiled,
        subject: purchase.id,
        jurisdiction: purchase.jurisdiction,
        data: { challengeId: filed.id, tenderId: tender.id, challengerOrgId: org.orgId, stage: body.stage, filedAt: tx.now, replyUntil, holds },
      });
      return challengeView(filed);
    });
  }
}
