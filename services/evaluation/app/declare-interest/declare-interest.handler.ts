import type { declareInterest, RouteInput } from '@goufu/contracts';
import { assert, fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { round as rounds } from '../../domain/round/round.js';
import { inRound } from '../in-round.js';
import { saveRound } from '../persistence/save-round.js';
import { memberView } from '../views.js';

/** A member says that there is no interest in the agency, or recuses with the ground (R50, R110). */
@Injectable()
export class DeclareInterestHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof declareInterest>, caller: Caller) {
    const evaluatorId = caller.actorId;
    return inRound(this.unitOfWork, caller, params.roundId, async (tx, round) => {
      const facts = rounds.decide(
        body.declaration === 'none' ? { kind: 'declare-no-interest', evaluatorId, orgId: caller.orgId } : { kind: 'recuse', evaluatorId, ground: body.ground },
        round,
      );
      if (isRefusal(facts)) return facts;
      await saveRound(tx, round, facts);
      const member = fold(rounds.evolve, round, facts).members.find((it) => it.evaluatorId === evaluatorId);
      assert(member !== undefined, 'whoever declares sits on the panel');
      return memberView(member);
    });
  }
}
