import type { requestLineTransfer, RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { isRefusal, localDateOf, parseFen } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, regionPrefix, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, unasked } from '../../domain/line-transfer/line-transfer.js';
import { refuseLineTransfer } from '../../domain/line-transfer/line-transfer.refusals.js';
import { insertLineTransfer, lineTransfersOf } from '../persistence/line-transfer.repository.js';
import { lineTransferView } from './line-transfer-view.js';
import { lockSides } from './lock-sides.js';

/** Asks to move appropriation between lines. Nothing moves before others have approved it (R124). */
@Injectable()
export class RequestLineTransferHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ body }: RouteInput<typeof requestLineTransfer>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const { fromLineId, toLineId, reason } = body;
      const { from, to } = await lockSides(tx, fromLineId, toLineId);
      if (!from || !to || ![from, to].every(({ jurisdiction }) => inScope(caller.scope, jurisdiction))) return refuseLineTransfer('unknown-line');
      const { jurisdiction, year } = from;
      const variance = profileFor(jurisdiction, localDateOf(tx.now)).get('cost.budget_variance');
      const decided = decide({ kind: 'request', from, to, amount: parseFen(body.amountFen), variance, by: caller.actorId }, unasked);
      if (isRefusal(decided)) return decided;
      const id = newId();
      for (const fact of decided) {
        if (fact.kind !== 'requested') continue;
        await insertLineTransfer(tx, { id, jurisdiction, fromLine: fromLineId, toLine: toLineId, year, amount: fact.amount, reason, required: fact.required });
      }
      const [transfer] = await lineTransfersOf(tx, regionPrefix(jurisdiction), id);
      return transfer ? lineTransferView(transfer, caller.actorId) : refuseLineTransfer('unknown');
    });
  }
}
