import { assignStuckMoney, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readWaiting } from '../get-stuck-money/stuck-money.js';

const refuse = refusalsOf('stuck-money', {
  unknown: { kind: 'not-found', zh: '这笔资金当前没有滞留', en: 'this amount does not wait' },
});

/** Somebody says: I see to it. */
@Controller()
export class AssignStuckMoneyController {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  @Implements(assignStuckMoney)
  async assign(@Input() { params: { subjectId }, body: { note } }: RouteInput<typeof assignStuckMoney>, @Caller() caller: Caller) {
    const { scope, actorId } = caller;
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const waiting = await readWaiting(tx, scope, tx.now);
      const amount = waiting.find((one) => one.subjectId === subjectId);
      if (!amount) return refuse('unknown');
      await tx.query(
        `INSERT INTO stuck_assignment (id, subject_id, stage, jurisdiction, assignee, note, assigned_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [newId(), subjectId, amount.stage, scope.jurisdiction, actorId, note, tx.now],
      );
      return { ...amount, assignment: { assignee: actorId, note, at: tx.now } };
    });
  }
}
