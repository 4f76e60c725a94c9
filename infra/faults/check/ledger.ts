import type { AccountRow, FundingSnapshot, TransferRow } from './snapshot.js';
import { doubled, drifted, type Violation } from './violation.js';

interface Replayed {
  balance: bigint;
  version: bigint;
}

/** Σ debits = Σ credits, balances and versions are what the log replays to, versions have no gap, no stage was ever below zero. */
export function checkLedger({ accounts, transfers }: Pick<FundingSnapshot, 'accounts' | 'transfers'>): Violation[] {
  return [...sums(accounts), ...once(transfers), ...replay(accounts, transfers)];
}

function sums(accounts: readonly AccountRow[]): Violation[] {
  const books = new Map<string, bigint>();
  for (const { book, balance_fen } of accounts) books.set(book, (books.get(book) ?? 0n) + BigInt(balance_fen));
  return [...books].filter(([, sum]) => sum !== 0n).map(([book, sum]) => drifted(`the ${book} book adds up to ${sum} fen, not to nothing`));
}

function once(transfers: readonly TransferRow[]): Violation[] {
  const legs = new Set<string>();
  return transfers.flatMap(({ event_id, leg, reason }) => {
    const key = `${event_id}/${leg}`;
    if (legs.has(key)) return [doubled(`leg ${leg} of ledger event ${event_id} (${reason}) was posted twice`)];
    legs.add(key);
    return [];
  });
}

function replay(accounts: readonly AccountRow[], transfers: readonly TransferRow[]): Violation[] {
  const rows = new Map(accounts.map((account) => [account.id, account]));
  const played = new Map<string, Replayed>();
  const found: Violation[] = [];
  const move = (id: string, change: bigint, version: bigint, event: string): void => {
    const account = played.get(id) ?? { balance: 0n, version: 0n };
    played.set(id, account);
    account.balance += change;
    account.version += 1n;
    if (version !== account.version) found.push(drifted(`account ${id}: version ${version} where ${account.version} was next (event ${event})`));
    account.version = version;
    if (account.balance < 0n && rows.get(id)?.stage !== 'authority') found.push(drifted(`account ${id} (${rows.get(id)?.stage}) was at ${account.balance} fen after event ${event}`));
  };
  for (const { event_id, from_account, to_account, amount_fen, from_version, to_version } of transfers) {
    move(from_account, -BigInt(amount_fen), BigInt(from_version), event_id);
    move(to_account, BigInt(amount_fen), BigInt(to_version), event_id);
  }
  for (const { id, stage, balance_fen, version } of accounts) {
    const end = played.get(id) ?? { balance: 0n, version: 0n };
    if (BigInt(balance_fen) !== end.balance) found.push(drifted(`account ${id} (${stage}) stands at ${balance_fen} fen, its log at ${end.balance}`));
    if (BigInt(version) !== end.version) found.push(drifted(`account ${id} (${stage}) stands at version ${version}, its log at ${end.version}`));
  }
  return found;
}
