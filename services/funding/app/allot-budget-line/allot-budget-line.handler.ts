import { budgetLineAllotted, type allotBudgetLine, type RouteInput } from '@goufu/contracts';
import { fold, isRefusal, parseFen, wireFen } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, evolve } from '../../domain/budget-line/budget-line.js';
import { refuseBudgetLine } from '../../domain/budget-line/budget-line.refusals.js';
import { allot } from '../../domain/ledger/posting.js';
import { askForLaterYears } from '../commit-later-year/ask-for-later-years.js';
import { readLines } from '../open-budget-line/line-view.js';
import { lockLines, saveLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';

/** Makes a part of an appropriation available: Unallotted → Available (R115). */
@Injectable()
export class AllotBudgetLineHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { lineId }, body }: RouteInput<typeof allotBudgetLine>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const [line] = await lockLines(tx, [lineId]);
      if (!line || !inScope(caller.scope, line.jurisdiction)) return refuseBudgetLine('unknown');
      const { jurisdiction, year, unallotted } = line;
      const decided = decide({ kind: 'allot', amount: parseFen(body.amountFen), unallotted, revision: body.revision }, line);
      if (isRefusal(decided)) return decided;
      for (const fact of decided) {
        if (fact.kind !== 'allotted') continue;
        const transfers = allot({ lineId, year }, fact.amount);
        post(tx, [{ eventId: causedId(lineId, `allotted/${fact.revision}`), reason: 'allotted', jurisdiction, transfers }]);
        const data = { lineId, year, fen: wireFen(fact.amount), unallottedFen: wireFen(unallotted - fact.amount), reason: body.reason };
        tx.record({ contract: budgetLineAllotted, subject: lineId, jurisdiction, data });
      }
      await saveLine(tx, lineId, fold(evolve, line, decided));
      await askForLaterYears(tx, lineId, `revision/${line.revision}`);
      const [view] = await readLines(tx, caller.scope, { lineId });
      return view ?? refuseBudgetLine('unknown');
    });
  }
}
