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

/** One account on the way, beside what its row says at the end; without a row when nobody knows it. */
interface Replayed {
  balance: Fen;
  version: bigint;
  wasOverdrawn: boolean;
  readonly row?: StandingAccount;
}

/**
 * Plays the transfers again from nothing, in the order in which they were posted, and names everything that does not agree with the
 * rows: a gap in an account's versions, a balance below zero on the way (once an account), a standing that is not the end of the
 * replay. Transfers are taken one by one and none is kept, so that memory grows with the accounts alone.
 */
export class Replay {
  private readonly accounts = new Map<Id, Replayed>();
  private readonly found: Discrepancy[] = [];

  /** The whole of it, for books that are small enough to be at hand. */
  static of(transfers: Iterable<PostedTransfer>, accounts: Iterable<StandingAccount>): Discrepancy[] {
    const replay = new Replay();
    for (const row of accounts) replay.expect(row);
    for (const transfer of transfers) replay.play(transfer);
    return replay.end();
  }

  expect(row: StandingAccount): void {
    this.accounts.set(row.id, { balance: 0n, version: 0n, wasOverdrawn: false, row });
  }

  play({ from, to, amount, fromVersion, toVersion }: PostedTransfer): void {
    this.move(from, -amount, fromVersion);
    this.move(to, amount, toVersion);
  }

  /** Everything that was found, once the last transfer is played. */
  end(): Discrepancy[] {
    return [...this.found, ...[...this.accounts].flatMap(([id, account]) => differences(id, account))];
  }

  private move(accountId: Id, change: Fen, version: bigint): void {
    const account = this.accounts.get(accountId) ?? { balance: 0n, version: 0n, wasOverdrawn: false };
    this.accounts.set(accountId, account);
    account.balance += change;
    account.version += 1n;
    if (version !== account.version) this.found.push({ accountId, kind: 'version-gap', expected: String(account.version), found: String(version) });
    account.version = version;
    if (account.balance >= 0n || account.row?.mayOwe === true || account.wasOverdrawn) return;
    account.wasOverdrawn = true;
    this.found.push({ accountId, kind: 'overdrawn', expected: '0', found: String(account.balance) });
  }
}

function differences(accountId: Id, { balance, version, row }: Replayed): Discrepancy[] {
  if (!row) return [{ accountId, kind: 'unknown-account', expected: String(balance), found: 'none' }];
  const differing: Discrepancy[] = [];
  if (row.balance !== balance) differing.push({ accountId, kind: 'balance-differs', expected: String(balance), found: String(row.balance) });
  if (row.version !== version) differing.push({ accountId, kind: 'version-differs', expected: String(version), found: String(row.version) });
  return differing;
}
