import { assert, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { rectification as rectifications } from '../../domain/rectification/rectification.js';
import { loadProjectOfContract } from '../persistence/project.repository.js';
import { loadRectifications, saveRectification } from '../persistence/rectification.repository.js';
import { FLAG_LATE_RECTIFICATION, type FlagLateRectification } from './task.js';

/** Late is flagged, so that both sides see it; only the purchaser fails a rectification. */
@Injectable()
export class FlagLateRectificationHandler extends DueTaskHandler<FlagLateRectification> {
  readonly kind = FLAG_LATE_RECTIFICATION;

  async run({ payload }: DueTask<FlagLateRectification>, tx: Tx): Promise<void> {
    const project = await loadProjectOfContract(tx, payload.contractId);
    assert(project !== undefined, `the project of contract ${payload.contractId} is there: its rectification was opened`);
    const rectification = (await loadRectifications(tx, project)).find(({ id }) => id === payload.rectificationId);
    assert(rectification !== undefined, `rectification ${payload.rectificationId} was opened`);
    const facts = rectifications.decide({ kind: 'flag-late' }, rectification);
    assert(!isRefusal(facts), 'flagging is never refused');
    await saveRectification(tx, rectification.id, facts);
  }
}
