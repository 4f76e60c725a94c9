import type { FundingSnapshot } from './snapshot.js';
import { doubled, drifted, lost, type Violation } from './violation.js';

const PAID = new Set(['settled']);

/** At most one settled attempt per order and per tranche; what is settled is what was released. */
export function checkPayments({ tranches, orders, attempts, entries }: FundingSnapshot): Violation[] {
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  const settled = attempts.filter(({ status }) => PAID.has(status));
  const twiceByOrder = repeated(settled.map(({ order_id }) => order_id)).map((id) => doubled(`order ${id} has two settled attempts`));
  const twiceByTranche = repeated(settled.map(({ order_id }) => orderOf.get(order_id)?.tranche_id ?? '')).map((id) => doubled(`tranche ${id} is settled twice`));
  const twiceByEntry = repeated(entries.filter(({ outcome }) => outcome === 'settled').map(({ end_to_end_id }) => end_to_end_id)).map((id) => doubled(`two entries settled payment ${id}`));
  const paid = new Map<string, bigint>();
  for (const { order_id, amount_fen } of settled) {
    const tranche = orderOf.get(order_id)?.tranche_id ?? '';
    paid.set(tranche, (paid.get(tranche) ?? 0n) + BigInt(amount_fen));
  }
  const wrong = tranches
    .filter(({ stage }) => stage === 'disbursed')
    .filter(({ id, released_fen }) => paid.get(id) !== BigInt(released_fen))
    .map(({ id, released_fen }) => drifted(`tranche ${id}: released ${released_fen} fen, paid ${paid.get(id) ?? 0n}`));
  const known = new Set(attempts.map(({ end_to_end_id }) => end_to_end_id));
  const unknown = entries
    .filter(({ direction, end_to_end_id }) => direction === 'debit' && !known.has(end_to_end_id))
    .map(({ end_to_end_id, amount_fen }) => doubled(`the bank paid ${amount_fen} fen under ${end_to_end_id}, which no attempt has`));
  return [...twiceByOrder, ...twiceByTranche, ...twiceByEntry, ...wrong, ...unknown];
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(values.filter((value) => seen.size === seen.add(value).size))];
}

export interface BankStanding {
  /** What left the treasury's account on its own books, less what came back. */
  readonly netDebitsFen: bigint;
}

const sumOf = (snapshot: FundingSnapshot, stage: string): bigint =>
  snapshot.accounts.filter((account) => account.book === 'budget' && account.stage === stage).reduce((sum, { balance_fen }) => sum + BigInt(balance_fen), 0n);

/** Debits less credits that matched nothing and wait for a person. */
const suspended = ({ entries }: FundingSnapshot): bigint =>
  entries.filter(({ outcome }) => outcome === 'suspended').reduce((sum, { direction, amount_fen }) => (direction === 'debit' ? sum + BigInt(amount_fen) : sum - BigInt(amount_fen)), 0n);

/** Disbursed ≤ net bank debits: `before` was read before the bank, so nothing can have left it since that the bank did not know. */
export function checkBank(before: FundingSnapshot, bank: BankStanding, after: FundingSnapshot): Violation[] {
  const atLeast = sumOf(before, 'disbursed') + suspended(before);
  const atMost = sumOf(after, 'disbursed') + sumOf(after, 'in-transit') + (suspended(after) > 0n ? suspended(after) : 0n);
  if (bank.netDebitsFen < atLeast) return [lost(`the bank paid ${bank.netDebitsFen} fen, the books say ${atLeast} were paid`)];
  if (bank.netDebitsFen > atMost) return [doubled(`the bank paid ${bank.netDebitsFen} fen, the books know of ${atMost} at most`)];
  return [];
}

/** At rest nothing is on its way: what the bank paid is what is disbursed, and what is in suspense. */
export function checkBankAtRest(snapshot: FundingSnapshot, bank: BankStanding): Violation[] {
  const known = sumOf(snapshot, 'disbursed') + suspended(snapshot);
  return bank.netDebitsFen === known ? [] : [drifted(`at rest the bank has paid ${bank.netDebitsFen} fen, the books say ${known}`)];
}
