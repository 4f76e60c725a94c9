import type { replacePanelMember, RouteInput } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { round as rounds } from '../../domain/round/round.js';
import { inRound } from '../in-round.js';
import { saveRound } from '../persistence/save-round.js';
import { memberView } from '../views.js';

/** Somebody else takes the seat of a recused member; what that one wrote does not count (R50). */
@Injectable()
export class ReplaceMemberHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof replacePanelMember>, caller: Caller) {
    return inRound(this.unitOfWork, caller, params.roundId, async (tx, round) => {
      const { evaluatorId } = params;
      const facts = rounds.decide({ kind: 'replace-member', evaluatorId, replacement: body.replacement, by: caller.actorId }, round);
      if (isRefusal(facts)) return facts;
      await saveRound(tx, round, facts);
      return { panel: fold(rounds.evolve, round, facts).members.map(memberView) };
    });
  }
}
