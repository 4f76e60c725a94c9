import { budgetLineChanged, type changeBudgetLine, type RouteInput } from '@goufu/contracts';
import { fold, isRefusal, parseFen, type Fen } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, evolve } from '../../domain/budget-line/budget-line.js';
import { refuseBudgetLine } from '../../domain/budget-line/budget-line.refusals.js';
import { appropriate, withdraw } from '../../domain/ledger/posting.js';
import { askForLaterYears } from '../commit-later-year/ask-for-later-years.js';
import { readLines } from '../open-budget-line/line-view.js';
import { lockLines, saveLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';

/** Gives a line more, or takes back what nothing is bound to yet. */
@Injectable()
export class ChangeBudgetLineHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { lineId }, body }: RouteInput<typeof changeBudgetLine>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const [line] = await lockLines(tx, [lineId]);
      if (!line || !inScope(caller.scope, line.jurisdiction)) return refuseBudgetLine('unknown');
      const decided = decide({ kind: 'change', amount: parseFen(body.amountFen), available: line.available, unallotted: line.unallotted, revision: body.revision }, line);
      if (isRefusal(decided)) return decided;
      const { jurisdiction, year } = line;
      for (const fact of decided) {
        if (fact.kind !== 'changed') continue;
        const at = { lineId, year };
        const transfers = [...movement(at, fact.unallotted, 'unallotted'), ...movement(at, fact.available, 'available')];
        post(tx, [{ eventId: causedId(lineId, `changed/${fact.revision}`), reason: 'appropriation-changed', jurisdiction, transfers }]);
        const data = { lineId, year, fen: fact.amount.toString(), deltaFen: fact.delta.toString(), reason: body.reason };
        tx.record({ contract: budgetLineChanged, subject: lineId, jurisdiction, data });
      }
      await saveLine(tx, lineId, fold(evolve, line, decided));
      await askForLaterYears(tx, lineId, `revision/${line.revision}`);
      const [view] = await readLines(tx, caller.scope, { lineId });
      return view ?? refuseBudgetLine('unknown');
    });
  }
}

const movement = (at: { readonly lineId: string; readonly year: number }, delta: Fen, stage: 'available' | 'unallotted') =>
  delta > 0n ? appropriate(at, delta, stage) : withdraw(at, -delta, stage);
