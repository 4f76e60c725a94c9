import { describe, expect, it } from '@jest/globals';
import { Replay, type PostedTransfer, type StandingAccount } from './replay.js';

const transfer = (from: string, to: string, amount: bigint, fromVersion: bigint, toVersion: bigint): PostedTransfer => ({ from, to, amount, fromVersion, toVersion });
const account = (id: string, balance: bigint, version: bigint, mayOwe = false): StandingAccount => ({ id, balance, version, mayOwe });

const replay = Replay.of;
const transfers = [transfer('authority', 'available', 10n, 1n, 1n), transfer('available', 'reserved', 4n, 2n, 1n)];
const accounts = [account('authority', -10n, 1n, true), account('available', 6n, 2n), account('reserved', 4n, 1n)];
const kinds = (found: readonly { kind: string }[]) => found.map(({ kind }) => kind);

describe('replaying the ledger', () => {
  it('finds nothing where rows are the fold of the transfers', () => {
    expect(replay(transfers, accounts)).toEqual([]);
  });

  it('names a transfer that is missing in the middle', () => {
    expect(kinds(replay([transfer('available', 'reserved', 4n, 2n, 1n)], accounts))).toEqual(expect.arrayContaining(['version-gap', 'overdrawn', 'balance-differs']));
  });

  it('names a balance that was changed, an account that is gone, and one that nothing was posted to', () => {
    const changed = [account('authority', -10n, 1n, true), account('available', 7n, 2n), account('stray', 1n, 0n)];
    expect(replay(transfers, changed)).toEqual([
      { accountId: 'available', kind: 'balance-differs', expected: '6', found: '7' },
      { accountId: 'stray', kind: 'balance-differs', expected: '0', found: '1' },
      { accountId: 'reserved', kind: 'unknown-account', expected: '4', found: 'none' },
    ]);
  });

  it('names a stage that was below zero on the way, although it ended well', () => {
    const order = [transfer('available', 'reserved', 4n, 1n, 1n), transfer('authority', 'available', 10n, 1n, 2n)];
    expect(replay(order, accounts)).toEqual([{ accountId: 'available', kind: 'overdrawn', expected: '0', found: '-4' }]);
  });
});
