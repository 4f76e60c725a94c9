import { Replay } from '@goufu/funding/domain/ledger/replay.js';
import { sumFen, type Fen } from '@goufu/kernel';
import type { FundingService } from '../contexts/funding/funding.js';
import { must } from './violation.js';

type Tables = FundingService['tables'];

/** Both books add up to zero, and no stage but authority is below it. */
export function checkBooks({ account }: Tables): void {
  const sums = new Map<string, Fen>();
  for (const [name, { book, stage, balance }] of account) {
    must(balance >= 0n || stage === 'authority', () => `the account ${name} stands at ${balance} fen`);
    sums.set(book, (sums.get(book) ?? 0n) + balance);
  }
  for (const [book, sum] of sums) must(sum === 0n, () => `the ${book} book adds up to ${sum} fen instead of nothing`);
}

export const totalAt = ({ account }: Tables, stage: string): Fen => sumFen([...account.values()].filter((it) => it.book === 'budget' && it.stage === stage).map(({ balance }) => balance));

/** The transfers, played again from nothing, give every balance and every version, without a gap; and funding's own replay agrees. */
export function checkReplay({ account, transfer }: Tables): void {
  const replayed = new Map<string, { balance: Fen; version: bigint }>();
  const move = (name: string, change: Fen, version: bigint): void => {
    const before = replayed.get(name) ?? { balance: 0n, version: 0n };
    must(version === before.version + 1n, () => `the account ${name} has version ${version} behind ${before.version}`);
    replayed.set(name, { balance: before.balance + change, version });
  };
  for (const { from, to, amount, fromVersion, toVersion } of transfer.values()) {
    move(from, -amount, fromVersion);
    move(to, amount, toVersion);
  }
  for (const [name, { balance, version }] of account) {
    const end = replayed.get(name);
    must(end?.balance === balance && end.version === version, () => `the account ${name} stands at ${balance}/${version}, its transfers say ${end?.balance}/${end?.version}`);
  }
  const standing = [...account].map(([id, { stage, ...row }]) => ({ id, ...row, mayOwe: stage === 'authority' }));
  must(Replay.of(transfer.values(), standing).length === 0, () => 'the replay of funding names differences in books that agree');
}
