import { budgetRefused, budgetReserved, reservationReleased, type BudgetPart } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { fold, localDateOf, parseFen, sumFen, wireFen, type Id } from '@goufu/kernel';
import { APPLIED, causedId, REFUSED, type Outcome } from '@goufu/messaging';
import { inScope, type Cause, type Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { barredBy, type Spending } from '../../domain/fund-source/fund-use.js';
import { reserve, unreserve } from '../../domain/ledger/posting.js';
import { asked, type Asking, decide, evolve, reserveInOrder } from '../../domain/reservation/reservation.js';
import type { Barred, Part, ReservationFact } from '../../domain/reservation/reservation.facts.js';
import { availableParts, lockLines, type StoredLine } from '../persistence/budget-line.repository.js';
import { post, type LocalPosting } from '../persistence/ledger.repository.js';
import { answeredOf, insertReservation, lockReservation, setReservationState, type StoredReservation } from '../persistence/reservation.repository.js';

/** What a planned purchase asks for. */
export interface Ask {
  readonly purchaseId: Id;
  readonly title: string;
  readonly asks: readonly BudgetPart[];
  /** What the money is spent on; decides whether a line may pay for it (R127, R128). */
  readonly spending: Spending;
  readonly causedBy: Cause;
}

export type ReleaseReason = 'purchase-cancelled' | 'tender-voided' | 'surplus';

/** Sets budget money aside before a tender, and gives it back (R10). */
@Injectable()
export class ReserveBudgetHandler {
  /** All that ask in one go, in their order: their lines are locked together, so that two chunks cannot wait for each other. One outcome per ask. */
  async reserve(asks: readonly Ask[], tx: Tx): Promise<Outcome[]> {
    const answered = await answeredOf(tx, asks.map(({ purchaseId }) => purchaseId));
    const open = asks.filter(({ purchaseId }, i) => !answered.has(purchaseId) && asks.findIndex((ask) => ask.purchaseId === purchaseId) === i);
    const lines = await lockLines(tx, [...new Set(open.flatMap((ask) => ask.asks.map(({ lineId }) => lineId)))]);
    const answers = reserveInOrder(open.map((ask) => askingOf(ask, lines, tx.now)), availableParts(lines));
    const postings: LocalPosting[] = [];
    const refused = new Set<Id>();
    for (const [i, { purchaseId, title, causedBy }] of open.entries()) {
      const facts = answers[i] ?? [];
      const { jurisdiction } = causedBy;
      const reservation = { ...fold(evolve, asked, facts), id: causedId(purchaseId, 'reservation'), purchaseId, jurisdiction };
      await insertReservation(tx, reservation, title, facts.flatMap((fact) => (fact.kind === 'refused' ? fact.short : [])));
      const transfers = reservation.parts.flatMap((part) => reserve(reservation.id, part, part.amount));
      postings.push({ eventId: causedId(reservation.id, 'reserved'), reason: 'reserved', purchaseId, jurisdiction, transfers });
      for (const fact of facts) recordAnswer(tx, reservation, fact, causedBy);
      if (reservation.state === 'refused') refused.add(purchaseId);
    }
    post(tx, postings);
    return asks.map(({ purchaseId }) => (refused.has(purchaseId) ? REFUSED : APPLIED));
  }

  /** The purchase will not be made: everything reserved goes back. Nothing happens when nothing is reserved. */
  async release(purchaseId: Id, reason: ReleaseReason, causedBy: Cause, tx: Tx): Promise<void> {
    const reservation = await lockReservation(tx, purchaseId);
    if (!reservation) return;
    const facts = decide({ kind: 'release' }, reservation);
    if (facts.length === 0) return;
    await setReservationState(tx, { ...reservation, ...fold(evolve, reservation, facts) });
    await giveBackReserved(tx, reservation, reservation.parts, reason, causedBy);
  }
}

/** Reserved → Available, told to everybody. The reservation is locked. */
export async function giveBackReserved(tx: Tx, reservation: StoredReservation, parts: readonly Part[], reason: ReleaseReason, causedBy: Cause): Promise<void> {
  if (parts.length === 0) return;
  const { id: reservationId, purchaseId, jurisdiction } = reservation;
  const transfers = parts.flatMap((part) => unreserve(reservationId, part, part.amount));
  post(tx, [{ eventId: causedId(reservationId, reason), reason: 'reservation-released', purchaseId, jurisdiction, transfers }]);
  const data = { purchaseId, reservationId, parts: parts.map(wirePart), fen: totalOf(parts), reason };
  tx.record({ contract: reservationReleased, subject: purchaseId, jurisdiction, causedBy, data });
}

/** A line pays for its own region and what lies below it; to everybody else it is unknown. */
function askingOf({ asks, spending, causedBy }: Ask, locked: readonly StoredLine[], now: string): Asking {
  const lines = locked.filter(({ id, jurisdiction }) => asks.some(({ lineId }) => lineId === id) && inScope({ jurisdiction }, causedBy.jurisdiction));
  return { asks: asks.map(partOf), visible: lines.map(({ id }) => id), barred: barredLines(lines, spending, now) };
}

/** Lines that must not pay for this: their year is closed, or by the rules of their own place their source or purpose forbids it. */
const barredLines = (lines: readonly StoredLine[], spending: Spending, now: string): Barred[] =>
  lines.flatMap((line) => {
    const profile = profileFor(line.jurisdiction, localDateOf(now));
    const rules = { uses: profile.get('fund.uses'), refusals: profile.get('fund.refusals') };
    const rule = line.closed ? 'R125' : barredBy(line, spending, rules);
    return rule ? [{ lineId: line.id, rule }] : [];
  });

function recordAnswer(tx: Tx, { id: reservationId, purchaseId, jurisdiction }: StoredReservation, fact: ReservationFact, causedBy: Cause): void {
  const about = { subject: purchaseId, jurisdiction, causedBy };
  if (fact.kind === 'reserved') {
    tx.record({ ...about, contract: budgetReserved, data: { purchaseId, reservationId, parts: fact.parts.map(wirePart), fen: totalOf(fact.parts), ...laterOf(fact.later) } });
  } else if (fact.kind === 'refused') {
    tx.record({ ...about, contract: budgetRefused, data: { purchaseId, reason: fact.reason, shortFen: totalOf(fact.short), short: fact.short.map(wirePart), rule: fact.rule } });
  }
}

export const partOf = ({ lineId, year, fen }: BudgetPart): Part => ({ lineId, year, amount: parseFen(fen) });
const wirePart = ({ lineId, year, amount }: Part): BudgetPart => ({ lineId, year, fen: wireFen(amount) });
export const totalOf = (parts: readonly { readonly amount: bigint }[]): string => wireFen(sumFen(parts.map(({ amount }) => amount)));
/** What later years are to pay, where there are any (R126). */
export const laterOf = (later: readonly Part[]): { later?: BudgetPart[] } => (later.length > 0 ? { later: later.map(wirePart) } : {});
