import type { RouteInput, withdrawChallenge } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { challenge as challenges } from '../../domain/challenge/challenge.js';
import { refuseChallenge } from '../../domain/challenge/challenge.refusals.js';
import { concludeChallenge } from '../decide-challenge/conclude-challenge.js';
import { inTender } from '../in-purchase.js';
import { findChallenge } from '../persistence/challenge.repository.js';
import { Reader } from '../persistence/reader.js';
import { challengeView } from '../views.js';

/** The challenger takes its challenge back; for others it does not exist. */
@Injectable()
export class WithdrawChallengeHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  async execute({ params }: RouteInput<typeof withdrawChallenge>, caller: Caller) {
    const found = await findChallenge(this.reader, params.challengeId);
    if (!found || found.orgId !== caller.orgId) return refuseChallenge('not-found');
    return inTender(this.unitOfWork, caller, found.tenderId, async (tx) => {
      const challenge = (await findChallenge(tx, found.id)) ?? found;
      const facts = challenges.decide({ kind: 'withdraw', at: tx.now }, challenge);
      return isRefusal(facts) ? facts : challengeView(await concludeChallenge(tx, challenge, facts));
    });
  }
}
