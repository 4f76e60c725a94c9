import { reconciliationBreakCleared, type clearReconciliationBreak, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { regionPrefix, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { clearBreak, readBreaks } from '../persistence/break.repository.js';

const refuse = refusalsOf('reconciliation-break', {
  unknown: { kind: 'not-found', zh: '没有这项对账差异', en: 'there is no such difference' },
  'already-cleared': { kind: 'conflict', zh: '该项对账差异已查清', en: 'this difference was cleared before' },
});

/** Records what a difference was; it moves no money. */
@Injectable()
export class ClearBreakHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { breakId }, body: { explanation } }: RouteInput<typeof clearReconciliationBreak>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const [before] = await readBreaks(tx, regionPrefix(caller.scope.jurisdiction), { id: breakId });
      if (!before) return refuse('unknown');
      if (!(await clearBreak(tx, breakId, { by: caller.actorId, at: tx.now, explanation }))) return refuse('already-cleared');
      const { kind, about, owner, jurisdiction } = before;
      tx.record({ contract: reconciliationBreakCleared, subject: breakId, jurisdiction, data: { breakId, kind, about, owner, explanation } });
      return { ...before, clearedAt: tx.now, explanation };
    });
  }
}
