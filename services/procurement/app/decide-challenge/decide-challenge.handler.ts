import type { decideChallenge, RouteInput } from '@goufu/contracts';
import { assert, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { cancelTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { challenge as challenges } from '../../domain/challenge/challenge.js';
import { refuseChallenge } from '../../domain/challenge/challenge.refusals.js';
import { tender as tenders } from '../../domain/tender/tender.js';
import { inTender } from '../in-purchase.js';
import { OPEN_BIDS } from '../open-bids/task.js';
import { findChallenge } from '../persistence/challenge.repository.js';
import { loadContractOf } from '../persistence/contract.repository.js';
import { Reader } from '../persistence/reader.js';
import { saveTenderFacts } from '../save-tender-facts.js';
import { challengeView } from '../views.js';
import { concludeChallenge } from './conclude-challenge.js';

/** The purchaser answers; an upheld challenge may make the tender void while nothing is signed (R45, R74, R76). */
@Injectable()
export class DecideChallengeHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  async execute({ params, body }: RouteInput<typeof decideChallenge>, caller: Caller) {
    const found = await findChallenge(this.reader, params.challengeId);
    if (!found) return refuseChallenge('not-found');
    return inTender(this.unitOfWork, caller, found.tenderId, async (tx, of) => {
      const challenge = (await findChallenge(tx, found.id)) ?? found;
      const contract = await loadContractOf(tx, of.purchase.id);
      const voidTender = body.outcome === 'upheld' && body.voidTender;
      const facts = challenges.decide({ kind: 'decide', outcome: body.outcome, voidTender, contractSigned: contract?.signedAt !== undefined, at: tx.now }, challenge);
      if (isRefusal(facts)) return facts;
      const decided = await concludeChallenge(tx, challenge, facts, body.reasons);
      if (voidTender && of.tender.status !== 'void') {
        const voided = tenders.decide({ kind: 'void', rule: 'R45', reason: body.reasons, retender: of.tender.retenderIfVoid }, of.tender);
        assert(!isRefusal(voided), 'an upheld challenge makes a tender void');
        await saveTenderFacts(tx, of, voided);
        await cancelTask(tx, OPEN_BIDS, of.tender.id);
      }
      return challengeView(decided);
    });
  }
}
