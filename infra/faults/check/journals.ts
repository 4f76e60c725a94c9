import type { FundingSnapshot, TransferRow } from './snapshot.js';
import { doubled, drifted, lost, type Violation } from './violation.js';

/** Which posting each told fact stands for. */
const POSTED: Readonly<Record<string, string>> = {
  'funding.budget-reserved.v1': 'reserved',
  'funding.commitment-recorded.v1': 'committed',
  'funding.reservation-released.v1': 'reservation-released',
  'funding.tranche-released.v1': 'released',
  'funding.payment-instructed.v1': 'instructed',
  'funding.payment-settled.v1': 'settled',
  'funding.payment-rejected.v1': 'rejected',
  'funding.payment-returned.v1': 'returned',
};
const REASONS = new Set(Object.values(POSTED));
/** Postings of which no fact of theirs tells the same amount: those of lines and years, and what follows from decisions about tranches. */
const OF_LINES = ['appropriated', 'appropriation-changed', 'allotted', 'line-transfer', 'year-closed'];
const OF_DECISIONS = ['release-reversed', 'contract-ended', 'uncommitted', 'recommitted', 'refunded', 'addition', 'later-year-committed'];
const UNTOLD = new Set(OF_LINES.concat(OF_DECISIONS));

interface Tally {
  count: number;
  fen: bigint;
}

/** Per purchase and kind: as many ledger events as facts, and the same amount. What is told is posted, what is posted is told, once each. */
export function checkJournals({ facts, transfers, accounts }: Pick<FundingSnapshot, 'facts' | 'transfers' | 'accounts'>): Violation[] {
  const told = new Map<string, Tally>();
  for (const { type, subject, body } of facts) {
    const reason = POSTED[type];
    if (reason) add(told, `${reason} of purchase ${subject}`, BigInt((JSON.parse(body) as { fen: string }).fen));
  }
  const budget = new Set(accounts.filter(({ book }) => book === 'budget').map(({ id }) => id));
  const posted = new Map<string, Tally>();
  for (const [, legs] of eventsOf(transfers.filter(({ reason, purchase_id }) => REASONS.has(reason) && purchase_id !== null))) {
    const [first] = legs;
    const fen = legs.filter(({ from_account }) => budget.has(from_account)).reduce((sum, { amount_fen }) => sum + BigInt(amount_fen), 0n);
    if (first) add(posted, `${first.reason} of purchase ${first.purchase_id}`, fen);
  }
  const unknown = [...new Set(transfers.map(({ reason }) => reason))].filter((reason) => !REASONS.has(reason) && !UNTOLD.has(reason));
  return [
    ...unknown.map((reason) => drifted(`somebody posted to the ledger for a reason that is not known: ${reason}`)),
    ...[...new Set([...told.keys(), ...posted.keys()])].flatMap((key) => compare(key, told.get(key), posted.get(key))),
  ];
}

function add(tallies: Map<string, Tally>, key: string, fen: bigint): void {
  const tally = tallies.get(key) ?? { count: 0, fen: 0n };
  tallies.set(key, { count: tally.count + 1, fen: tally.fen + fen });
}

function eventsOf(transfers: readonly TransferRow[]): Map<string, TransferRow[]> {
  const events = new Map<string, TransferRow[]>();
  for (const transfer of transfers) events.set(transfer.event_id, [...(events.get(transfer.event_id) ?? []), transfer]);
  return events;
}

const NONE: Tally = { count: 0, fen: 0n };

function compare(key: string, told: Tally = NONE, posted: Tally = NONE): Violation[] {
  if (posted.count < told.count) return [lost(`${key}: told ${told.count} times, posted ${posted.count} times`)];
  if (posted.count > told.count) return [doubled(`${key}: told ${told.count} times, posted ${posted.count} times`)];
  if (posted.fen !== told.fen) return [drifted(`${key}: told ${told.fen} fen, posted ${posted.fen} fen`)];
  return [];
}
