import { idList, wordList, type Tx } from '@goufu/persistence';
import { causedId } from '@goufu/messaging';
import type { Fen, Id } from '@goufu/kernel';
import { askForWaiting } from '../pay-what-waits/ask-for-waiting.js';
import type { Account, Allocation, Posting } from '../../domain/ledger/posting.js';

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

/** Posts to the ledger: one call, one round trip, whatever the number of events. What does not fit fails. Answers how many legs were new. */
export async function post(tx: Tx, postings: readonly LocalPosting[]): Promise<number> {
  return (await call(tx, postings, true)).legs;
}

/** What the ledger made of events that need not fit. */
export interface Posted {
  /** They would leave a stage below zero (R115), and were not posted. */
  readonly refused: ReadonlySet<Id>;
  /** Not looked at, since they come behind a refused one of the same purchase, and may rest on it. */
  readonly undecided: ReadonlySet<Id>;
}

/**
 * Posts the events that fit when they are decided one after the other, and says of the others why not. The accounts stay locked,
 * so that another try with what is decided instead meets the same balances.
 */
export async function postWhatFits(tx: Tx, postings: readonly LocalPosting[]): Promise<Posted> {
  const refused = new Set((await call(tx, postings, false)).refused);
  const stopped = new Set<Id>();
  const undecided = new Set<Id>();
  for (const { eventId, purchaseId } of refused.size === 0 ? [] : postings) {
    if (purchaseId !== undefined && stopped.has(purchaseId)) undecided.add(eventId);
    else if (purchaseId !== undefined && refused.has(eventId)) stopped.add(purchaseId);
  }
  return { refused, undecided };
}

/** What is committed for parts. Their tranches are locked. */
export async function committedFor(tx: Tx, parts: readonly Allocation[]): Promise<(part: Allocation) => Fen> {
  const idOf = ({ commitmentId: holderId, lineId, year }: Allocation): Id => accountId({ book: 'budget', stage: 'committed', holderId, lineId, year });
  const rows = await tx.query<{ id: Id; balance_fen: string }>(`SELECT id, balance_fen FROM holding_account WHERE id = ANY ($1::uuid[])`, [parts.map(idOf)]);
  const balances = new Map(rows.map(({ id, balance_fen }) => [id, BigInt(balance_fen)]));
  return (part) => balances.get(idOf(part)) ?? 0n;
}

const POST = `SELECT legs, refused FROM post_transfers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`;

async function call(tx: Tx, postings: readonly LocalPosting[], strict: boolean): Promise<{ legs: number; refused: Id[] }> {
  const accounts = new AccountsOfCall();
  const legs = postings.flatMap((posting) =>
    posting.transfers.map(({ from, to, amount }, no) => ({ posting, no, amount, from: accounts.note(from, posting), to: accounts.note(to, posting) })),
  );
  if (legs.length === 0) return { legs: 0, refused: [] };
  const { lines, holdings } = accounts.placed();
  const column = <Row, Value>(rows: readonly Row[], value: (row: Row) => Value): Value[] => rows.map(value);
  const [row] = await tx.query<{ legs: number; refused: Id[] }>(POST, [
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
    tx.now,
    strict,
  ]);
  if (!row) throw new Error('the ledger did not answer');
  if (row.legs > 0) await askForWaiting(tx, postings);
  return row;
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
