import type { correctResult, RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { refuseResult } from '../../domain/result/result.refusals.js';
import { round as rounds } from '../../domain/round/round.js';
import { inRoundOfResult } from '../in-round.js';
import { recordRoundOpened } from '../open-round/published-facts.js';
import { saveRound } from '../persistence/save-round.js';
import { roundView } from '../views.js';

/** A published result turns out wrong: the panel scores the named indicators anew, and the agency is heard again (R59). */
@Injectable()
export class CorrectResultHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof correctResult>, caller: Caller) {
    return inRoundOfResult(this.unitOfWork, caller, params.resultId, async (tx, { round, current }) => {
      if (current.status !== 'published') return refuseResult('not-published');
      const facts = rounds.decide({ kind: 'reopen', because: 'correction', ...body, by: caller.actorId, at: tx.now }, round);
      if (isRefusal(facts)) return facts;
      await saveRound(tx, round, facts);
      recordRoundOpened(tx, round, { revision: round.revision + 1, due: body.due });
      return roundView({ ...round, ...fold(rounds.evolve, round, facts), stage: 'open' });
    });
  }
}
