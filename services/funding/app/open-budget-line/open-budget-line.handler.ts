import { budgetLineOpened, type openBudgetLine, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { isRefusal, localDateOf, parseFen, type Refusal } from '@goufu/kernel';
import { causedId, newId } from '@goufu/messaging';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { decide, unopened } from '../../domain/budget-line/budget-line.js';
import { refuseBudgetLine } from '../../domain/budget-line/budget-line.refusals.js';
import { usesBeyond } from '../../domain/fund-source/fund-use.js';
import { guaranteeFund } from '../../domain/fund-source/guarantee-fund.js';
import { appropriate } from '../../domain/ledger/posting.js';
import { askForLaterYears } from '../commit-later-year/ask-for-later-years.js';
import { insertLine, lockLines } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { readLines } from './line-view.js';

type Body = RouteInput<typeof openBudgetLine>['body'];

/** Opens a budget line: Authority → Available or, to be allotted in parts, Unallotted; purchases may be planned on it (R10). */
@Injectable()
export class OpenBudgetLineHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ body }: RouteInput<typeof openBudgetLine>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const { year, titleZh, source, allowedUse, uses, allotment = 'one-off', amountFen, continues } = body;
      const { jurisdiction } = caller;
      const appropriated = parseFen(amountFen);
      const decided = decide({ kind: 'open', amount: appropriated, allotment }, unopened);
      if (isRefusal(decided)) return decided;
      const objection = objectionOfSource(body, jurisdiction, tx.now) ?? (await objectionOfBefore(tx, body, caller));
      if (objection) return objection;
      const lineId = newId();
      await insertLine(tx, { id: lineId, jurisdiction, year, titleZh, source, allowedUse, appropriated, uses, allotment, continues });
      const transfers = appropriate({ lineId, year }, appropriated, allotment === 'one-off' ? 'available' : 'unallotted');
      post(tx, [{ eventId: causedId(lineId, 'opened'), reason: 'appropriated', jurisdiction, transfers }]);
      const data = { lineId, year, titleZh, source, allowedUse, ...(uses ? { uses } : {}), fen: amountFen, ...(continues ? { continues } : {}) };
      tx.record({ contract: budgetLineOpened, subject: lineId, jurisdiction, data });
      await askForLaterYears(tx, lineId, 'opened');
      const [view] = await readLines(tx, caller.scope, { lineId });
      return view ?? refuseBudgetLine('unknown');
    });
  }
}

/** A line is opened for nothing that its source is not there for (R127); a community's guarantee fund keeps to the formula (R128). */
function objectionOfSource({ source, uses = [], community, amountFen }: Body, jurisdiction: string, now: string): Refusal | undefined {
  const profile = profileFor(jurisdiction, localDateOf(now));
  const [beyond] = usesBeyond({ source, uses }, { uses: profile.get('fund.uses'), refusals: profile.get('fund.refusals') });
  if (beyond) return refuseBudgetLine('use-beyond-source', { source, use: beyond });
  const formula = profile.get('fund.guarantee_formula');
  if (source !== 'guarantee-fund' || !community || !formula) return undefined;
  const most = guaranteeFund(formula, { community: community.kind, residents: community.residents });
  return parseFen(amountFen) > most ? refuseBudgetLine('above-formula', { atMostFen: most.toString() }) : undefined;
}

/** A line goes on with one of an earlier year, of the same region and source, once a year (R115, R126). */
async function objectionOfBefore(tx: Tx, { continues, year, source }: Body, { scope }: Caller): Promise<Refusal | undefined> {
  if (!continues) return undefined;
  const [before] = await lockLines(tx, [continues]);
  if (!before || !inScope(scope, before.jurisdiction)) return refuseBudgetLine('unknown', { field: 'continues' });
  if (before.year >= year || before.source !== source) return refuseBudgetLine('continues-other');
  const known = await tx.query(`SELECT 1 FROM budget_line WHERE continues_line = $1 AND fiscal_year = $2 AND origin_year = $2`, [continues, year]);
  return known.length > 0 ? refuseBudgetLine('continued-already') : undefined;
}
