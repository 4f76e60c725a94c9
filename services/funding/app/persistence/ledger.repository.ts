import { idList, wordList, type Tx } from '@goufu/persistence';
import { causedId } from '@goufu/messaging';
import type { Id, Instant } from '@goufu/kernel';
import { askForWaiting } from '../pay-what-waits/ask-for-waiting.js';
import type { Account, Posting } from '../../domain/ledger/posting.js';

/** Namespace of account ids: an account's id follows from what it is, so nobody has to look it up. */
const ACCOUNTS = '3d0c1f52-6f0e-5d2b-8a53-0f7c6a1e9b44';

const holderOf = (account: Account): Id | null => ('holderId' in account ? account.holderId : null);
const nameOf = (account: Account): string => `${account.book}/${account.stage}/${holderOf(account) ?? ''}/${account.lineId}/${account.year}`;

export const accountId = (account: Account): Id => causedId(ACCOUNTS, nameOf(account));

/** A posting with the jurisdiction whose money it moves, and the purchase that it belongs to, if any. */
export interface LocalPosting extends Posting {
  readonly jurisdiction: string;
  readonly purchaseId?: Id;
}

/**
 * Posts to the ledger: one call, whatever the number of events. It goes out with the end of the transaction, or before whatever this asks next: the
 * accounts of a line, which everyone wants, are locked no longer than need be. What does not fit fails the transaction (R115).
 */
export function post(tx: Tx, postings: readonly LocalPosting[]): void {
  const values = argumentsOf(tx.now, postings);
  if (!values) return;
  tx.defer(POST, values);
  askForWaiting(tx, postings);
}

const POST = `SELECT legs FROM post_transfers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`;

function argumentsOf(now: Instant, postings: readonly LocalPosting[]): unknown[] | undefined {
  const accounts = new AccountsOfCall();
  const legs = postings.flatMap((posting) =>
    posting.transfers.map(({ from, to, amount }, no) => ({ posting, no, amount, from: accounts.note(from, posting), to: accounts.note(to, posting) })),
  );
  if (legs.length === 0) return undefined;
  const { lines, holdings } = accounts.placed();
  const column = <Row, Value>(rows: readonly Row[], value: (row: Row) => Value): Value[] => rows.map(value);
  return [
    idList(column(lines, ({ id }) => id)),
    wordList(column(lines, ({ account }) => account.book)),
    wordList(column(lines, ({ account }) => account.stage)),
    idList(column(lines, ({ account }) => account.lineId)),
    column(lines, ({ account }) => account.year),
    wordList(column(lines, ({ jurisdiction }) => jurisdiction)),
    idList(column(holdings, ({ id }) => id)),
    wordList(column(holdings, ({ account }) => account.stage)),
    idList(column(holdings, ({ account }) => holderOf(account) ?? '')),
    idList(column(holdings, ({ account }) => account.lineId)),
    column(holdings, ({ account }) => account.year),
    wordList(column(holdings, ({ jurisdiction }) => jurisdiction)),
    idList(column(legs, ({ posting }) => posting.eventId)),
    column(legs, ({ no }) => no),
    wordList(column(legs, ({ posting }) => posting.reason)),
    column(legs, ({ from }) => from.position),
    column(legs, ({ to }) => to.position),
    wordList(column(legs, ({ amount }) => amount.toString())),
    column(legs, ({ posting }) => posting.purchaseId ?? null),
    wordList(column(legs, ({ posting }) => posting.jurisdiction)),
    now,
  ];
}

interface NotedAccount {
  readonly id: Id;
  readonly account: Account;
  readonly jurisdiction: string;
  position: number;
}

/** The accounts of a call as its function takes them: those of lines before the others, each in the order of its ids, counted from 1. */
class AccountsOfCall {
  private readonly noted = new Map<string, NotedAccount>();

  note(account: Account, { jurisdiction }: LocalPosting): NotedAccount {
    const name = nameOf(account);
    const known = this.noted.get(name);
    if (known) return known;
    const noted = { id: accountId(account), account, jurisdiction, position: 0 };
    this.noted.set(name, noted);
    return noted;
  }

  placed(): { lines: readonly NotedAccount[]; holdings: readonly NotedAccount[] } {
    const sorted = [...this.noted.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const lines = sorted.filter(({ account }) => holderOf(account) === null);
    const holdings = sorted.filter(({ account }) => holderOf(account) !== null);
    [...lines, ...holdings].forEach((noted, i) => (noted.position = i + 1));
    return { lines, holdings };
  }
}
