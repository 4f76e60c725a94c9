import { canonicalContent } from '@goufu/funding/domain/payment-order/content.js';
import { sumFen } from '@goufu/kernel';
import type { StoredOrder } from '../contexts/funding/rows.js';
import type { World } from '../world/world.js';
import { totalAt } from './ledger.js';
import { must } from './violation.js';

/** From this on three must sign, below it two (profile key `pay.approval_thresholds`). */
const THREE_FROM = 500_000_000n;

/** Two or three different people, none of them interested, signed exactly what is paid, and it is settled once at most. */
export function checkOrder(order: StoredOrder): void {
  const { id, approvals, attempts, amount, content } = order;
  const people = approvals.map(({ approver }) => approver);
  must(new Set(people).size === people.length, () => `${id} carries two signatures of one person`);
  must(!people.includes(order.requestedBy) && !people.includes(order.preparedBy), () => `${id} is signed by whoever asked for it or prepared it`);
  const hash = canonicalContent(content);
  must(
    approvals.every(({ contentHash }) => contentHash === hash),
    () => `${id} carries a signature under another content`,
  );
  must(attempts.length === 0 || people.length >= (amount >= THREE_FROM ? 3 : 2), () => `${id} went out with ${people.length} signatures`);
  must(amount === content.amount && amount === sumFen(content.allocations.map((part) => part.amount)), () => `${id} pays ${amount}, its parts say otherwise`);
  must(attempts.filter(({ status }) => status === 'settled').length <= 1, () => `${id} is settled twice`);
  must(attempts.filter(({ status }) => status !== 'rejected' && status !== 'returned').length <= 1, () => `${id} has two live attempts`);
}

/** Disbursed ≤ what the treasury paid and funding knows of ≤ Disbursed + InTransit. The treasury's own mistakes stand in suspense. */
export function checkBank({ bank, funding }: World, atRest: boolean): void {
  const { tables } = funding;
  const debits = sumFen(bank.entries.filter(({ direction, wrong }) => direction === 'debit' && !wrong).map(({ amount }) => amount));
  // Money that is said to have come back before it is said to have left waits in suspense for a person.
  const taken = bank.entries.filter(({ direction, ref }) => direction === 'credit' && ['returned', 'refunded'].includes(tables.entry.get(ref)?.outcome ?? ''));
  // So does what is refunded twice: with the payment, or beyond what was due.
  const suspended = taken.map(({ ref }) => tables.suspense.get(`${ref}/rest`)?.amount ?? 0n);
  const net = debits - sumFen(taken.map(({ amount }) => amount)) + sumFen(suspended);
  const disbursed = totalAt(tables, 'disbursed');
  const inTransit = totalAt(tables, 'in-transit');
  must(disbursed <= net, () => `${disbursed} fen are disbursed, the treasury paid ${net}`);
  must(net <= disbursed + inTransit, () => `the treasury paid ${net} fen, of which only ${disbursed + inTransit} were disbursed or on their way`);
  if (atRest) must(net === disbursed, () => `at rest ${disbursed} fen are disbursed, the treasury paid ${net}`);
}

/** Every entry of the statement is taken in once: as a settlement, a return, or into suspense. */
export function checkStatement({ bank, funding }: World): void {
  for (const { ref, wrong } of bank.entries) {
    const outcome = funding.tables.entry.get(ref)?.outcome;
    must(outcome !== undefined, () => `the entry ${ref} was never taken in`);
    must(!wrong || outcome === 'suspended', () => `the entry ${ref} is wrong and was ${outcome}`);
    must((outcome === 'suspended') === funding.tables.suspense.has(ref), () => `the entry ${ref} is ${outcome} and not so in suspense`);
  }
}
