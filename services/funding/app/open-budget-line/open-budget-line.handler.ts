import { budgetLineOpened, type openBudgetLine, type RouteInput } from '@goufu/contracts';
import { isRefusal, parseFen } from '@goufu/kernel';
import { causedId, newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, unopened } from '../../domain/budget-line/budget-line.js';
import { refuseBudgetLine } from '../../domain/budget-line/budget-line.refusals.js';
import { appropriate } from '../../domain/ledger/posting.js';
import { insertLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { readLines } from './line-view.js';

/** Opens a budget line: Authority → Available, and purchases may be planned on it (R10). */
@Injectable()
export class OpenBudgetLineHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ body }: RouteInput<typeof openBudgetLine>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const { year, titleZh, source, allowedUse, amountFen } = body;
      const { jurisdiction } = caller;
      const appropriated = parseFen(amountFen);
      const decided = decide({ kind: 'open', amount: appropriated }, unopened);
      if (isRefusal(decided)) return decided;
      const lineId = newId();
      await insertLine(tx, { id: lineId, jurisdiction, year, titleZh, source, allowedUse, appropriated });
      const transfers = appropriate({ lineId, year }, appropriated);
      await post(tx, [{ eventId: causedId(lineId, 'opened'), reason: 'appropriated', jurisdiction, transfers }]);
      tx.record({ contract: budgetLineOpened, subject: lineId, jurisdiction, data: { lineId, year, titleZh, source, allowedUse, fen: amountFen } });
      const [view] = await readLines(tx, caller.scope, { lineId });
      return view ?? refuseBudgetLine('unknown');
    });
  }
}
