import { parseFen, wireFen, type Fen } from '@goufu/kernel';
import type { Account, StatementEntry } from './books.js';
import type { Hostility } from './hostility.js';
import type { StatementQuery } from './schemas.js';

export interface StatementPage {
  readonly account: string;
  readonly entries: readonly StatementEntry[];
  /** Balance before the first and after the last entry of this page. */
  readonly openingBalanceFen: string;
  readonly closingBalanceFen: string;
  /** Goes into `after` of the next request; unchanged when there was nothing new. */
  readonly nextCursor: string;
  readonly more: boolean;
}

/** One page of an account's statement, in booking order, unless hostility strikes. */
export function statementPage(account: Account, { after, limit }: StatementQuery, hostility: Hostility): StatementPage {
  const entries = account.entries.slice(after, after + limit);
  const opening = account.entries.slice(0, after).reduce(bookedBalance, parseFen(account.opening.openingBalanceFen));
  const page: StatementPage = {
    account: account.opening.accountId,
    entries,
    openingBalanceFen: wireFen(opening),
    closingBalanceFen: wireFen(entries.reduce(bookedBalance, opening)),
    nextCursor: String(Math.min(after + limit, Math.max(after, account.entries.length))),
    more: after + limit < account.entries.length,
  };
  return distort(page, account.entries.slice(Math.max(0, after - limit), after), String(after), hostility);
}

export const bookedBalance = (balance: Fen, entry: StatementEntry): Fen =>
  entry.creditDebit === 'CRDT' ? balance + parseFen(entry.amountFen) : balance - parseFen(entry.amountFen);

/** A rule strikes only where it makes a difference, so that `times` counts what a reader really met. */
function distort(page: StatementPage, before: readonly StatementEntry[], cursor: string, hostility: Hostility): StatementPage {
  const { entries } = page;
  const subject = { accounts: [page.account], endToEndIds: [...before, ...entries].map((entry) => entry.endToEndId) };
  if (before.length > 0 && hostility.strike(['statement-twice'], subject)) return { ...page, entries: [...before, ...entries] };
  if (entries.length === 0) return page;
  if (hostility.strike(['statement-missing'], subject)) return { ...page, entries: [], nextCursor: cursor, more: true };
  if (hostility.strike(['entry-repeated'], subject)) return { ...page, entries: [...entries, ...entries.slice(-1)] };
  if (entries.length > 1 && hostility.strike(['entries-out-of-order'], subject)) return { ...page, entries: entries.toReversed() };
  return page;
}
