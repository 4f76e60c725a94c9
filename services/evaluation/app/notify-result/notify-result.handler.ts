import { resultNotified, type notifyResult, type RouteInput } from '@goufu/contracts';
import { chinaCalendar, deadline, profileFor, type Profile } from '@goufu/jurisdiction';
import { endOfDay, fold, isRefusal, localDateOf, type Instant } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { scheduleTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { result, windowOverAt } from '../../domain/result/result.js';
import { CLOSE_APPEAL_WINDOW, type CloseAppealWindow } from '../close-appeal-window/task.js';
import { inRoundOfResult, type RoundOfResult } from '../in-round.js';
import { saveResult } from '../persistence/result.repository.js';
import { envelopeOf, resultContentOf } from '../published-refs.js';
import { resultView } from '../views.js';

/** The purchaser passes the computed result on as it is; the profile's appeal window opens. */
@Injectable()
export class NotifyResultHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params }: RouteInput<typeof notifyResult>, caller: Caller) {
    return inRoundOfResult(this.unitOfWork, caller, params.resultId, async (tx, of) => {
      const profile = profileFor(of.round.jurisdiction, localDateOf(tx.now));
      const appealUntil = windowOf(profile, tx.now);
      const facts = result.decide({ kind: 'notify', appealUntil, by: caller.actorId, at: tx.now }, of.current);
      if (isRefusal(facts)) return facts;
      await saveResult(tx, of.current.id, facts);
      const payload = { resultId: of.current.id };
      scheduleTask<CloseAppealWindow>(tx, { kind: CLOSE_APPEAL_WINDOW, key: of.current.id, dueAt: windowOverAt(appealUntil), payload });
      recordNotified(tx, of, appealUntil, profile.version);
      return resultView({ ...of.current, ...fold(result.evolve, of.current, facts), notifiedAt: tx.now });
    });
  }
}

/** The last moment of the last day on which the agency may appeal (profile key `eval.appeal_window`). */
function windowOf(profile: Profile, at: Instant): Instant {
  const { due } = deadline({ ...profile.get('eval.appeal_window'), from: localDateOf(at) }, chinaCalendar);
  return endOfDay(due);
}

function recordNotified(tx: Tx, { round, current }: RoundOfResult, appealUntil: Instant, profileVersion: string): void {
  const data = { ...resultContentOf(round, current, profileVersion), notifiedAt: tx.now, appealUntil };
  tx.record({ contract: resultNotified, ...envelopeOf(round), data });
}
