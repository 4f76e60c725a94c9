import type { Tx } from '@goufu/persistence';
import { causedId } from '@goufu/messaging';
import type { Id } from '@goufu/kernel';
import type { Account, Posting } from '../../domain/ledger/posting.js';

/** Namespace of account ids: an account's id follows from what it is, so nobody has to look it up. */
const ACCOUNTS = '3d0c1f52-6f0e-5d2b-8a53-0f7c6a1e9b44';

const holderOf = (account: Account): Id | null => ('holderId' in account ? account.holderId : null);

export const accountId = (account: Account): Id =>
  causedId(ACCOUNTS, `${account.book}/${account.stage}/${holderOf(account) ?? ''}/${account.lineId}/${account.year}`);

/** A posting with the jurisdiction whose money it moves, and the purchase that it belongs to, if any. */
export interface LocalPosting extends Posting {
  readonly jurisdiction: string;
  readonly purchaseId?: Id;
}

const POST = `SELECT post_transfers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS legs`;

/** Posts to the ledger: one call, one round trip, whatever the number of events. Answers how many legs were new. */
export async function post(tx: Tx, postings: readonly LocalPosting[]): Promise<number> {
  const legs = postings.flatMap((posting) =>
    posting.transfers.map((transfer, leg) => ({ ...transfer, posting, leg, fromId: accountId(transfer.from), toId: accountId(transfer.to) })),
  );
  if (legs.length === 0) return 0;
  const accounts = new Map<Id, { account: Account; jurisdiction: string }>();
  for (const { from, to, fromId, toId, posting } of legs) {
    accounts.set(fromId, { account: from, jurisdiction: posting.jurisdiction });
    accounts.set(toId, { account: to, jurisdiction: posting.jurisdiction });
  }
  const known = [...accounts];
  const [row] = await tx.query<{ legs: number }>(POST, [
    known.map(([id]) => id),
    known.map(([, { account }]) => account.book),
    known.map(([, { account }]) => account.stage),
    known.map(([, { account }]) => holderOf(account)),
    known.map(([, { account }]) => account.lineId),
    known.map(([, { account }]) => account.year),
    known.map(([, { jurisdiction }]) => jurisdiction),
    legs.map(({ posting }) => posting.eventId),
    legs.map(({ leg }) => leg),
    legs.map(({ posting }) => posting.reason),
    legs.map(({ fromId }) => fromId),
    legs.map(({ toId }) => toId),
    legs.map(({ amount }) => amount.toString()),
    legs.map(({ posting }) => posting.purchaseId ?? null),
    legs.map(({ posting }) => posting.jurisdiction),
    tx.now,
  ]);
  return row?.legs ?? 0;
}
