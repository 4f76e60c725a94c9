import { appealFiled, type fileAppeal, type RouteInput } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { cancelTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { appeal } from '../../domain/appeal/appeal.js';
import { result } from '../../domain/result/result.js';
import { CLOSE_APPEAL_WINDOW } from '../close-appeal-window/task.js';
import { inRoundOfResult } from '../in-round.js';
import { appealStateOf, findAppeal, saveAppeal } from '../persistence/appeal.repository.js';
import { envelopeOf, roundRefOf } from '../published-refs.js';
import { saveResult } from '../persistence/result.repository.js';

/** The agency objects inside the window; the result stays open until somebody independent decides. */
@Injectable()
export class FileAppealHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof fileAppeal>, caller: Caller) {
    return inRoundOfResult(this.unitOfWork, caller, params.resultId, async (tx, { round, current }) => {
      const appealed = result.decide({ kind: 'take-appeal', byOrgId: caller.orgId, at: tx.now }, current);
      if (isRefusal(appealed)) return appealed;
      const state = appealStateOf(await findAppeal(tx, { resultId: current.id }), round);
      const filed = appeal.decide({ kind: 'file', by: caller.actorId, ...body, at: tx.now }, state);
      if (isRefusal(filed)) return filed;
      const appealId = newId();
      await saveAppeal(tx, appealId, current.id, round, filed);
      await saveResult(tx, current.id, appealed);
      await cancelTask(tx, CLOSE_APPEAL_WINDOW, current.id);
      const key = { appealId, resultId: current.id, roundId: round.id };
      const data = { ...roundRefOf(round), ...key, indicators: body.indicators, filedAt: tx.now };
      tx.record({ contract: appealFiled, ...envelopeOf(round), data });
      return { ...key, status: 'filed' as const, ...body, filedAt: tx.now };
    });
  }
}
