import { assert, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { result } from '../../domain/result/result.js';
import { loadRoundOfResult } from '../in-round.js';
import { publishResult } from '../publish-result/publish-result.js';
import { CLOSE_APPEAL_WINDOW, type CloseAppealWindow } from './task.js';

/** Nobody appealed: the result is final. Does nothing when an appeal is open or the result is final already. */
@Injectable()
export class CloseAppealWindowHandler extends DueTaskHandler<CloseAppealWindow> {
  readonly kind = CLOSE_APPEAL_WINDOW;

  async run({ payload }: DueTask<CloseAppealWindow>, tx: Tx): Promise<void> {
    const of = await loadRoundOfResult(tx, payload.resultId);
    assert(!isRefusal(of), `result ${payload.resultId} exists, its window was opened`);
    const facts = result.decide({ kind: 'close-window', at: tx.now }, of.current);
    assert(!isRefusal(facts), 'closing a window is never refused');
    if (facts.length > 0) await publishResult(tx, of, facts);
  }
}
