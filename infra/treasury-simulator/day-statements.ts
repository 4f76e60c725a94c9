import { localDateOf, parseFen, wireFen, type Instant, type LocalDate } from '@goufu/kernel';
import type { Account, StatementEntry } from './books.js';
import { bookedBalance } from './statement.js';

/** One day on which something moved, closed: its number counts such days of the account and leaves no gap. */
export interface DayStatement {
  readonly account: string;
  readonly number: number;
  readonly day: LocalDate;
  readonly openingBalanceFen: string;
  readonly closingBalanceFen: string;
  readonly entries: readonly StatementEntry[];
}

/** The statements of every day before the one that it is. */
export function dayStatements({ opening, entries }: Account, now: Instant): DayStatement[] {
  const today = localDateOf(now);
  const days = Map.groupBy(entries, ({ bookedOn }) => bookedOn);
  const statements: DayStatement[] = [];
  let balance = parseFen(opening.openingBalanceFen);
  for (const [day, booked] of days) {
    if (day >= today) break;
    const before = balance;
    balance = booked.reduce(bookedBalance, before);
    statements.push({ account: opening.accountId, number: statements.length + 1, day, openingBalanceFen: wireFen(before), closingBalanceFen: wireFen(balance), entries: booked });
  }
  return statements;
}

/** Leaves out the last statement when it is to go missing, and on until a later one was told without it. */
export function withholding(): (due: readonly DayStatement[], goesMissing: () => boolean) => readonly DayStatement[] {
  let missing: number | undefined;
  return (due, goesMissing) => {
    const last = due.at(-1);
    if (missing === undefined && last && goesMissing()) missing = last.number;
    if (missing === undefined) return due;
    const left = missing;
    if (last && last.number > left) missing = undefined;
    return due.filter(({ number }) => number !== left);
  };
}
