import { budgetLineChanged, budgetLineOpened, budgetYearClosed, type closeBudgetYear, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { isRefusal, localDateOf, parseFen, wireFen, type Id, type Refusal } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { appropriate, closeYear } from '../../domain/ledger/posting.js';
import { decide, type LineClosed } from '../../domain/year-end/year-end.js';
import { refuseYearEnd } from '../../domain/year-end/year-end.refusals.js';
import { insertLine, lockLines, saveLine, type StoredLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { readYearEnd } from './year-end-view.js';

type Wish = RouteInput<typeof closeBudgetYear>['body']['lines'][number];

/**
 * Closes lines for a year that has ended (R125): Available → Carried, and anew on a line of the next year for the same use; the
 * rest Available → Lapsed. All lines of one call or none.
 */
@Injectable()
export class CloseBudgetYearHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { year }, body }: RouteInput<typeof closeBudgetYear>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const ids = body.lines.map(({ lineId }) => lineId);
      if (new Set(ids).size < ids.length) return refuseYearEnd('line-twice');
      // The lines that carry it on are locked with them, in one order with everybody else.
      const locked = new Map((await lockLines(tx, [...ids, ...ids.map((id) => carriedLineOf(id, year))])).map((line) => [line.id, line]));
      const inTransit = new Map((await readYearEnd(tx, caller.scope, year, ids)).map((view) => [view.lineId, parseFen(view.inTransitFen)]));
      for (const wish of body.lines) {
        const line = locked.get(wish.lineId);
        if (!line || !inScope(caller.scope, line.jurisdiction)) return refuseYearEnd('unknown-line', { lineId: wish.lineId });
        const refusal = await closeLine(tx, year, { ...line, inTransit: inTransit.get(line.id) ?? 0n }, wish, locked);
        if (refusal) return refusal;
      }
      return { year, items: await readYearEnd(tx, caller.scope, year, ids) };
    });
  }
}

/** The line of the next year that goes on with the money of this one; the same however often it is closed. */
const carriedLineOf = (lineId: Id, year: number): Id => causedId(lineId, `carried/${year + 1}`);

async function closeLine(tx: Tx, closing: number, line: StoredLine & { inTransit: bigint }, wish: Wish, locked: ReadonlyMap<Id, StoredLine>): Promise<Refusal | undefined> {
  const today = localDateOf(tx.now);
  const surplusAfter = profileFor(line.jurisdiction, today).get('budget.carry_over_years');
  const command = { closing, running: Number(today.slice(0, 4)), needed: parseFen(wish.neededFen), revision: wish.revision, surplusAfter };
  const decided = decide(command, line);
  if (isRefusal(decided)) return { ...decided, details: { ...decided.details, lineId: line.id } };
  for (const fact of decided) await writeClosing(tx, closing, line, fact, locked.get(carriedLineOf(line.id, closing)));
  return undefined;
}

async function writeClosing(tx: Tx, closing: number, line: StoredLine, { carried, lapsed, ground, revision }: LineClosed, known: StoredLine | undefined): Promise<void> {
  const { id: lineId, year, jurisdiction, unallotted } = line;
  const next = { lineId: carriedLineOf(lineId, closing), year: closing + 1 };
  const transfers = [...closeYear({ lineId, year }, { unallotted, carried, lapsed }), ...appropriate(next, carried)];
  post(tx, [{ eventId: causedId(lineId, `closed/${revision}`), reason: 'year-closed', jurisdiction, transfers }]);
  await saveLine(tx, lineId, { ...line, revision, closed: true });
  if (carried > 0n) await carryOn(tx, line, next, carried, known);
  const carriedTo = carried > 0n ? { carriedTo: next.lineId } : {};
  const data = { lineId, year, closedYear: closing, carriedFen: wireFen(carried), ...carriedTo, lapsedFen: wireFen(lapsed), ground };
  tx.record({ contract: budgetYearClosed, subject: lineId, jurisdiction, data });
}

/** The next year's line for the same use: opened with what is carried over, or raised by what came back later. */
async function carryOn(tx: Tx, line: StoredLine, { lineId, year }: { lineId: Id; year: number }, carried: bigint, known: StoredLine | undefined): Promise<void> {
  const { jurisdiction, source, allowedUse, uses, originYear } = line;
  if (known) {
    const appropriated = known.appropriated + carried;
    await saveLine(tx, lineId, { ...known, appropriated, revision: known.revision + 1 });
    const data = { lineId, year, fen: wireFen(appropriated), deltaFen: wireFen(carried), reason: '上年结转资金追加' };
    tx.record({ contract: budgetLineChanged, subject: lineId, jurisdiction, data });
    return;
  }
  const titleZh = `${line.titleZh.slice(0, 190)}（${originYear}年结转）`;
  const about = { year, titleZh, source, allowedUse, uses: [...uses], continues: line.id, originYear };
  await insertLine(tx, { ...about, id: lineId, jurisdiction, appropriated: carried });
  tx.record({ contract: budgetLineOpened, subject: lineId, jurisdiction, data: { ...about, lineId, fen: wireFen(carried) } });
}
