import { atLeast } from '@goufu/jurisdiction';
import type { Decision, Fen } from '@goufu/kernel';
import { refuseYearEnd as refuse } from './year-end.refusals.js';

/** A line at the end of a year. */
export interface YearEndLine {
  readonly year: number;
  /** The year in which its money was first appropriated; what was carried over keeps it. */
  readonly originYear: number;
  readonly revision: number;
  readonly closed: boolean;
  readonly available: Fen;
  readonly unallotted: Fen;
  readonly inTransit: Fen;
}

/** What is to become of one line when a year is closed. */
export interface CloseLine {
  /** The year that is closed, and the one that is running. */
  readonly closing: number;
  readonly running: number;
  /** What of the unspent money is still needed for the same use. */
  readonly needed: Fen;
  readonly revision: number;
  /** So many years running unspent make it surplus (profile key `budget.carry_over_years`). */
  readonly surplusAfter: number;
}

export type YearEndGround = 'not-needed' | 'unspent-for-years';

export interface LineClosed {
  readonly kind: 'closed';
  readonly carried: Fen;
  readonly lapsed: Fen;
  readonly ground: YearEndGround;
  readonly revision: number;
}

/** For how many years running, the closed one included, the money was not spent (R125). */
export const yearsUnspent = (originYear: number, closing: number): number => closing - originYear + 1;

/** Unspent so long that nobody may carry it on (R125, T11). */
export const isSurplus = ({ originYear }: Pick<YearEndLine, 'originYear'>, closing: number, surplusAfter: number): boolean =>
  atLeast(yearsUnspent(originYear, closing), surplusAfter);

/**
 * Closes a line for a year that has ended: what is needed goes on for the same use, the rest lapses (R125). What is bound stays, and
 * what comes back from it later is closed in the same way; a line that has nothing left stays as it is. Not while a payment is
 * with the bank: it is paid on the day or comes back (R116).
 */
export function decide({ closing, running, needed, revision, surplusAfter }: CloseLine, line: YearEndLine): Decision<LineClosed> {
  if (closing >= running) return refuse('year-running');
  if (closing < running - 1) return refuse('year-past', { year: running - 1 });
  if (line.year > closing) return refuse('other-year');
  if (revision !== line.revision) return refuse('changed-meanwhile', { revision: line.revision });
  if (line.inTransit > 0n) return refuse('in-transit', { inTransitFen: line.inTransit.toString() });
  const unspent = line.available + line.unallotted;
  if (needed > unspent) return refuse('more-than-unspent', { unspentFen: unspent.toString() });
  if (needed < 0n) return refuse('negative');
  const surplus = isSurplus(line, closing, surplusAfter);
  if (surplus && needed > 0n) return refuse('surplus', { years: yearsUnspent(line.originYear, closing) });
  if (unspent === 0n && line.closed) return [];
  return [{ kind: 'closed', carried: needed, lapsed: unspent - needed, ground: surplus ? 'unspent-for-years' : 'not-needed', revision: line.revision + 1 }];
}
