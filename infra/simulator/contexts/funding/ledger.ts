import type { Account as AccountName, Posting } from '@goufu/funding/domain/ledger/posting.js';
import type { Account, FundingRows, FundingTx } from './rows.js';
import { askForWaiting } from './tasks.js';

export const nameOf = (account: AccountName): string => `${account.book}/${account.stage}/${'holderId' in account ? account.holderId : ''}/${account.lineId}/${account.year}`;

/**
 * The ledger's only writer, as `post_transfers` does it: known legs post nothing again, every leg gets the next version of both its
 * accounts, and a balance that would end below zero fails the whole transaction. What waits for money that becomes available is asked for.
 */
export function post(tx: FundingTx, postings: readonly Posting[]): void {
  const changed = new Map<string, Account>();
  const standing = ({ book, stage }: AccountName, name: string): Account => changed.get(name) ?? tx.find('account', name) ?? { book, stage, balance: 0n, version: 0n };
  for (const { eventId, transfers } of postings) {
    for (const [leg, { from, to, amount }] of transfers.entries()) {
      if (tx.find('transfer', `${eventId}/${leg}`)) continue;
      const [fromName, toName] = [nameOf(from), nameOf(to)];
      const giver = standing(from, fromName);
      const taker = standing(to, toName);
      changed.set(fromName, { ...giver, balance: giver.balance - amount, version: giver.version + 1n });
      changed.set(toName, { ...taker, balance: taker.balance + amount, version: taker.version + 1n });
      tx.put('transfer', `${eventId}/${leg}`, { from: fromName, to: toName, amount, fromVersion: giver.version + 1n, toVersion: taker.version + 1n });
    }
  }
  for (const [name, account] of changed) {
    if (account.balance < 0n && account.stage !== 'authority') throw new Error(`the account ${name} would fall to ${account.balance} fen`);
    tx.put('account', name, account);
  }
  if (changed.size > 0) askForWaiting(tx, postings);
}

export const balanceOf = (accounts: ReadonlyMap<string, FundingRows['account']>, account: AccountName): bigint => accounts.get(nameOf(account))?.balance ?? 0n;
