import type { openEvaluationRound, RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { round as rounds } from '../../domain/round/round.js';
import { inRound } from '../in-round.js';
import { saveRound } from '../persistence/save-round.js';
import { roundView } from '../views.js';
import { recordRoundOpened } from './published-facts.js';

/** The purchaser composes the panel of a ready round; from then on its members declare interests and score (R98, R110). */
@Injectable()
export class OpenRoundHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof openEvaluationRound>, caller: Caller) {
    return inRound(this.unitOfWork, caller, params.roundId, async (tx, round) => {
      const facts = rounds.decide({ kind: 'open', panel: body.panel, due: body.due, by: caller.actorId, at: tx.now }, round);
      if (isRefusal(facts)) return facts;
      await saveRound(tx, round, facts);
      recordRoundOpened(tx, round, { revision: round.revision, due: body.due, panelSize: body.panel.length });
      return roundView({ ...round, ...fold(rounds.evolve, round, facts), stage: 'open' });
    });
  }
}
