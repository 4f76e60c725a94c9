import { type Fen, type Id, sumFen, unreachable } from '@goufu/kernel';
import type { ReservationCommand } from './reservation.commands.js';
import type { Barred, Part, ReservationFact } from './reservation.facts.js';

/** Budget money set aside for one purchase before it may be tendered (R10). */
export interface Reservation {
  readonly state: 'asked' | 'reserved' | 'refused' | 'committed' | 'released';
  readonly parts: readonly Part[];
  /** What later years of the same lines are to pay, once they have a budget (R126). */
  readonly later: readonly Part[];
}

export const asked: Reservation = { state: 'asked', parts: [], later: [] };

/** Always facts, also when there is too little: a purchaser waits for the answer. A repeated command changes nothing. */
export function decide(command: ReservationCommand, reservation: Reservation): readonly ReservationFact[] {
  switch (command.kind) {
    case 'reserve':
      return reservation.state === 'asked' ? [reserve(merged(command.asks), command.available, command.barred)] : [];
    case 'release':
      return reservation.state === 'reserved' ? [{ kind: 'released', parts: reservation.parts }] : [];
    case 'use':
      return reservation.state === 'committed' ? [] : [use(merged(command.used), reservation)];
    default:
      return unreachable(command);
  }
}

/** What one of several purchases asks for at once, of the lines that it may see. */
export interface Asking {
  readonly asks: readonly Part[];
  readonly visible: readonly Id[];
  readonly barred: readonly Barred[];
}

/**
 * Several purchases that ask in one go are answered in their order, each from what those before it leave: of two that do not fit
 * together the first one wins, and the other is told what it lacks.
 */
export function reserveInOrder(asking: readonly Asking[], available: readonly Part[]): (readonly ReservationFact[])[] {
  let left = available;
  return asking.map(({ asks, visible, barred }) => {
    const facts = decide({ kind: 'reserve', asks, available: left.filter(({ lineId }) => visible.includes(lineId)), barred }, asked);
    const taken = facts.flatMap((fact) => (fact.kind === 'reserved' ? fact.parts : []));
    left = left.map((part) => ({ ...part, amount: part.amount - amountAt(taken, part) }));
    return facts;
  });
}

function reserve(asks: readonly Part[], available: readonly Part[], barred: readonly Barred[]): ReservationFact {
  const parts = asks.filter((ask) => available.some(sameLine(ask)));
  const later = asks.filter((ask) => available.some((line) => line.lineId === ask.lineId && line.year < ask.year));
  const unknown = asks.filter((ask) => !parts.includes(ask) && !later.includes(ask));
  // A purchase of which this year pays nothing has no budget yet (R10).
  if (unknown.length > 0 || parts.length === 0) return { kind: 'refused', reason: 'unknown-line', short: unknown.length > 0 ? unknown : asks, rule: 'R126' };
  const [bar] = barred;
  if (bar) return { kind: 'refused', reason: 'use-not-allowed', short: asks.filter((ask) => barred.some(({ lineId }) => lineId === ask.lineId)), rule: bar.rule };
  const short = shortages(parts, available);
  return short.length > 0 ? { kind: 'refused', reason: 'short', short, rule: 'R10' } : { kind: 'reserved', parts, later };
}

function use(used: readonly Part[], { state, parts, later }: Reservation): ReservationFact {
  const total = sumFen(used.map(({ amount }) => amount));
  const ofThisYear = used.some((part) => parts.some(sameLine(part)));
  if (state !== 'reserved' || !ofThisYear) return { kind: 'use-refused', reason: 'not-reserved', shortFen: total };
  const short = shortages(used, [...parts, ...later]);
  if (short.length > 0) return { kind: 'use-refused', reason: 'short', shortFen: sumFen(short.map(({ amount }) => amount)) };
  const surplus = parts.map((part) => ({ ...part, amount: part.amount - amountAt(used, part) }));
  return { kind: 'used', surplus: surplus.filter(({ amount }) => amount > 0n) };
}

/** What each line lacks, where it lacks something. */
function shortages(wanted: readonly Part[], there: readonly Part[]): Part[] {
  const lacking = wanted.map((part) => ({ ...part, amount: part.amount - amountAt(there, part) }));
  return lacking.filter(({ amount }) => amount > 0n);
}

const sameLine = (a: Part) => (b: Part) => a.lineId === b.lineId && a.year === b.year;
const amountAt = (parts: readonly Part[], at: Part): Fen => sumFen(parts.filter(sameLine(at)).map(({ amount }) => amount));

/** One part per line and year. */
function merged(parts: readonly Part[]): Part[] {
  const firsts = parts.filter((part, i) => parts.findIndex(sameLine(part)) === i);
  return firsts.map((part) => ({ ...part, amount: amountAt(parts, part) })).filter(({ amount }) => amount > 0n);
}

export function evolve(reservation: Reservation, fact: ReservationFact): Reservation {
  switch (fact.kind) {
    case 'reserved':
      return { state: 'reserved', parts: fact.parts, later: fact.later };
    case 'refused':
      return { state: 'refused', parts: [], later: [] };
    case 'released':
      return { ...reservation, state: 'released' };
    case 'used':
      return { ...reservation, state: 'committed' };
    case 'use-refused':
      return reservation;
    default:
      return unreachable(fact);
  }
}
