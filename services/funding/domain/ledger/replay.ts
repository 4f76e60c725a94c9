import type { Fen, Id } from '@goufu/kernel';

/** A transfer as the ledger keeps it. */
export interface PostedTransfer {
  readonly from: Id;
  readonly to: Id;
  readonly amount: Fen;
  /** The number of this movement among all of the account, from 1. */
  readonly fromVersion: bigint;
  readonly toVersion: bigint;
}

/** An account as its row says it stands. */
export interface StandingAccount {
  readonly id: Id;
  readonly balance: Fen;
  readonly version: bigint;
  /** Only authority may owe. */
  readonly mayOwe: boolean;
}

export interface Discrepancy {
  readonly accountId: Id;
  readonly kind: 'version-gap' | 'balance-differs' | 'version-differs' | 'overdrawn' | 'unknown-account';
  readonly expected: string;
  readonly found: string;
}

interface Replayed {
  balance: Fen;
  version: bigint;
}

/**
 * Plays the transfers again, in the order in which they were posted, and names everything that does not agree with the rows:
 * a gap in an account's versions, a balance below zero on the way, a standing that is not the end of the replay.
 */
export function replay(transfers: Iterable<PostedTransfer>, accounts: Iterable<StandingAccount>): Discrepancy[] {
  const standing = new Map([...accounts].map((account) => [account.id, account]));
  const replayed = new Map<Id, Replayed>();
  const found: Discrepancy[] = [];
  const move = (accountId: Id, change: Fen, version: bigint): void => {
    const account = replayed.get(accountId) ?? { balance: 0n, version: 0n };
    replayed.set(accountId, account);
    account.balance += change;
    account.version += 1n;
    if (version !== account.version) found.push({ accountId, kind: 'version-gap', expected: String(account.version), found: String(version) });
    account.version = version;
    if (account.balance < 0n && standing.get(accountId)?.mayOwe !== true) found.push({ accountId, kind: 'overdrawn', expected: '0', found: String(account.balance) });
  };
  for (const { from, to, amount, fromVersion, toVersion } of transfers) {
    move(from, -amount, fromVersion);
    move(to, amount, toVersion);
  }
  for (const [accountId, end] of replayed) {
    if (!standing.has(accountId)) found.push({ accountId, kind: 'unknown-account', expected: String(end.balance), found: 'none' });
  }
  for (const { id, balance, version } of standing.values()) found.push(...differences(id, { balance, version }, replayed.get(id) ?? { balance: 0n, version: 0n }));
  return found;
}

function differences(accountId: Id, row: Replayed, end: Replayed): Discrepancy[] {
  const differing: Discrepancy[] = [];
  if (row.balance !== end.balance) differing.push({ accountId, kind: 'balance-differs', expected: String(end.balance), found: String(row.balance) });
  if (row.version !== end.version) differing.push({ accountId, kind: 'version-differs', expected: String(end.version), found: String(row.version) });
  return differing;
}
