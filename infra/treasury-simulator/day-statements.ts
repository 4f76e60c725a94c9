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
