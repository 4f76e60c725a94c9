import { entrySuspended } from '@goufu/contracts';
import { type Fen, wireFen, type Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { caseOfReference } from '../../domain/clawback-case/clawback-case.js';
import type { AccountSeal } from '../add-payee-account/account-seal.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { refundedOf } from '../persistence/clawback.repository.js';
import { findPayeeAccount } from '../persistence/payee-account.repository.js';
import { findInstruction, findOrder, type Instruction } from '../persistence/payment-order.repository.js';
import { insertEntry, insertSuspense, isKnownEntry, type TakenIn } from '../persistence/statement.repository.js';
import { takeRefund } from '../settle-clawback/take-refund.js';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';

type SuspenseReason = 'unknown-payment' | 'amount-differs' | 'payee-differs' | 'not-expected';

interface Where {
  readonly account: string;
  readonly jurisdiction: string;
}

/**
 * Matches one entry to what was instructed, exactly once; what does not match goes to suspense with an owner. `objection` is
 * known when matching it failed before.
 */
export async function takeInEntry(tx: Tx, where: Where, entry: StatementEntry, seal: AccountSeal, objection?: SuspenseReason): Promise<void> {
  if (await isKnownEntry(tx, where.account, entry)) return;
  const caseId = entry.direction === 'credit' ? caseOfReference(entry.endToEndId, entry.remittance) : undefined;
  if (caseId !== undefined && !objection) return takeInRefund(tx, where, entry, caseId);
  const instruction = await findInstruction(tx, { endToEndId: entry.endToEndId });
  const refunded = instruction && entry.direction === 'credit' ? await refundedOf(tx, instruction.orderId) : 0n;
  const reason = objection ?? (instruction ? await objectionTo(tx, instruction, entry, seal, refunded) : 'unknown-payment');
  const taken: TakenIn = {
    ...where,
    entry,
    attemptId: instruction?.attemptId,
    outcome: reason ? 'suspended' : entry.direction === 'debit' ? 'settled' : 'returned',
  };
  await insertEntry(tx, taken);
  if (reason) await suspend(tx, taken, instruction, reason);
  // The agency had paid it back before, out of its own: finance says whose it is.
  else if (refunded > 0n) await suspend(tx, { ...taken, entry: { ...entry, amount: refunded } }, instruction, 'amount-differs');
}

/** A refund of a clawback case: what is due settles it, what is too much is suspended, and so is all of one that fits no case (R123). */
async function takeInRefund(tx: Tx, where: Where, entry: StatementEntry, caseId: Id): Promise<void> {
  const refund = await takeRefund(tx, where.account, caseId, entry);
  const fits = typeof refund === 'object';
  const taken: TakenIn = { ...where, entry, attemptId: undefined, outcome: fits ? 'refunded' : 'suspended' };
  await insertEntry(tx, taken);
  if (!fits) await suspend(tx, taken, undefined, refund);
  else if (refund.excess > 0n) await suspend(tx, { ...taken, entry: { ...entry, amount: refund.excess } }, undefined, 'amount-differs');
}

/** Lets the order take the entry in; answers why it does not fit. */
async function objectionTo(tx: Tx, instruction: Instruction, entry: StatementEntry, seal: AccountSeal, refunded: Fen): Promise<SuspenseReason | undefined> {
  const { attemptId, payeeAccountId, amount, status } = instruction;
  // A second debit of a settled payment is money gone twice, never the first entry again.
  if (status === 'returned' || (status === 'settled') === (entry.direction === 'debit')) return 'not-expected';
  if (entry.amount !== amount) return 'amount-differs';
  // All of it was refunded: nothing of what comes back now is the payment's.
  if (refunded >= amount) return 'not-expected';
  const payee = await findPayeeAccount(tx, payeeAccountId);
  if (!payee || seal.open(payee.id, payee.sealed) !== entry.counterparty) return 'payee-differs';
  return (await noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry })) ? 'not-expected' : undefined;
}

async function suspend(tx: Tx, taken: TakenIn, instruction: Instruction | undefined, reason: SuspenseReason): Promise<void> {
  const suspenseId: Id = newId();
  await insertSuspense(tx, suspenseId, taken, reason);
  const order = instruction && (await findOrder(tx, instruction.orderId));
  const { entryRef, bookedOn, amount, direction } = taken.entry;
  const about = instruction ? { attemptId: instruction.attemptId } : {};
  tx.record({
    contract: entrySuspended,
    subject: order?.purchaseId ?? suspenseId,
    jurisdiction: taken.jurisdiction,
    data: { suspenseId, entryRef, bookedOn, fen: wireFen(amount), direction, reason, owner: 'finance-officer', ...about },
  });
}
