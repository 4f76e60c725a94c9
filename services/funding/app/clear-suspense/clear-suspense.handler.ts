import { entryCleared, type clearSuspenseEntry, type RouteInput } from '@goufu/contracts';
import { regionPrefix, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { isLive } from '../../domain/payment-order/payment-order.js';
import { refuseSuspense as refuse } from '../../domain/suspense/suspense.refusals.js';
import { findInstruction } from '../persistence/payment-order.repository.js';
import { findSuspended } from '../persistence/statement.repository.js';

/** Records what a suspended entry was; it moves no money. While its payment is on its way two people say what it means for that. */
@Injectable()
export class ClearSuspenseHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { suspenseId }, body: { explanation } }: RouteInput<typeof clearSuspenseEntry>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const prefix = regionPrefix(caller.scope.jurisdiction);
      const before = await findSuspended(tx, prefix, suspenseId);
      if (!before) return refuse('unknown');
      if (before.assignmentId !== undefined && before.clearedAt === undefined) return refuse('in-assignment');
      const instruction = before.attemptId && (await findInstruction(tx, { attemptId: before.attemptId }));
      if (instruction && isLive(instruction)) return refuse('payment-under-way');
      if (instruction && instruction.status === 'rejected' && before.direction === 'debit') return refuse('money-has-left');
      const cleared = await tx.query(
        `UPDATE suspense SET cleared_at = $2, cleared_by = $3, explanation = $4 WHERE id = $1 AND cleared_at IS NULL RETURNING id`,
        [suspenseId, tx.now, caller.actorId, explanation],
      );
      if (cleared.length === 0) return refuse('already-cleared');
      const { entryRef, amountFen: fen, jurisdiction } = before;
      tx.record({ contract: entryCleared, subject: suspenseId, jurisdiction, data: { suspenseId, entryRef, fen, owner: 'finance-officer', explanation } });
      return { ...before, clearedAt: tx.now, explanation };
    });
  }
}
