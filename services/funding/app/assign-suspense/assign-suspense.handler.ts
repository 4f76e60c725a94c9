import { entryCleared, type decideSuspenseAssignment, type proposeSuspenseAssignment, type RouteInput } from '@goufu/contracts';
import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { meaningOf, type Meaning } from '../../domain/suspense/assignment.js';
import { refuseSuspense as refuse } from '../../domain/suspense/suspense.refusals.js';
import { lockOrderWithTranche } from '../approve-payment/in-order.js';
import { noteTreasuryAnswer, type TreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { endAssignment, insertAssignment, lockAssignment, lockSuspended, type Assignment, type LockedEntry } from '../persistence/assignment.repository.js';
import { findInstruction } from '../persistence/payment-order.repository.js';
import { NARRATIVE } from '../send-payment/treasury-gateway.js';

/** Suspended entries find the payment that they belong to. That moves money, so one person proposes and another one decides. */
@Injectable()
export class AssignSuspenseHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  propose({ body: { suspenseIds, attemptId, explanation } }: RouteInput<typeof proposeSuspenseAssignment>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const instruction = await lockInstruction(tx, attemptId);
      if (!instruction || !inScope(caller.scope, instruction.jurisdiction)) return refuse('unknown-attempt');
      const entries = await lockSuspended(tx, { ids: suspenseIds });
      if (entries.length !== new Set(suspenseIds).size || entries.some(({ jurisdiction }) => !inScope(caller.scope, jurisdiction))) return refuse('unknown');
      if (entries.some(({ cleared }) => cleared)) return refuse('already-cleared');
      if (entries.some(({ assignmentId }) => assignmentId !== undefined)) return refuse('in-assignment');
      const meaning = meaningOf(entries, instruction.status, instruction.amount);
      if (isRefusal(meaning)) return meaning;
      const proposed = { id: newId(), attemptId, jurisdiction: instruction.jurisdiction, explanation, proposedBy: caller.actorId, state: 'proposed' } as const;
      await insertAssignment(tx, proposed, suspenseIds);
      return { assignmentId: proposed.id, attemptId, meaning, state: proposed.state };
    });
  }

  decide({ params: { assignmentId }, body: { verdict } }: RouteInput<typeof decideSuspenseAssignment>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const assignment = await lockAssignment(tx, assignmentId);
      if (!assignment || !inScope(caller.scope, assignment.jurisdiction)) return refuse('unknown-assignment');
      if (assignment.state !== 'proposed') return refuse('already-decided');
      if (assignment.proposedBy === caller.actorId) return refuse('same-person');
      const { attemptId } = assignment;
      if (verdict === 'decline') {
        await endAssignment(tx, assignment, 'declined');
        return { assignmentId, attemptId, state: 'declined' as const };
      }
      const meaning = await confirm(tx, assignment);
      return isRefusal(meaning) ? meaning : { assignmentId, attemptId, meaning, state: 'confirmed' as const };
    });
  }
}

/** The attempt with its order and tranche locked, in the order that everybody keeps. */
async function lockInstruction(tx: Tx, attemptId: Id) {
  const found = await findInstruction(tx, { attemptId });
  if (found) await lockOrderWithTranche(tx, found.orderId);
  return found && findInstruction(tx, { attemptId });
}

/** The payment may have ended since it was proposed: what the entries mean is asked again. */
async function confirm(tx: Tx, assignment: Assignment): Promise<Meaning | Refusal> {
  const instruction = await lockInstruction(tx, assignment.attemptId);
  if (!instruction) return refuse('unknown-attempt');
  const entries = await lockSuspended(tx, { assignmentId: assignment.id });
  const meaning = meaningOf(entries, instruction.status, instruction.amount);
  if (isRefusal(meaning)) return meaning;
  const answer = answerOf(meaning, entries, instruction);
  const refused = answer && (await noteTreasuryAnswer(tx, assignment.attemptId, answer));
  if (refused) return refused;
  await endAssignment(tx, assignment, 'confirmed');
  for (const { suspenseId, entryRef, amount, jurisdiction } of entries) {
    const data = { suspenseId, entryRef, fen: amount.toString(), owner: 'finance-officer' as const, explanation: assignment.explanation };
    tx.record({ contract: entryCleared, subject: suspenseId, jurisdiction, data });
  }
  return meaning;
}

/** The payment is settled on the day of the last entry, under the reference of its first debit. */
function answerOf(meaning: Meaning, entries: readonly LockedEntry[], { endToEndId, amount }: { readonly endToEndId: string; readonly amount: bigint }): TreasuryAnswer | undefined {
  if (meaning === 'changes-nothing') return undefined;
  if (meaning === 'fails') return { kind: 'rejected', code: NARRATIVE };
  const bookedOn = entries.map((entry) => entry.bookedOn).toSorted().at(-1) ?? '';
  const entryRef = entries.find(({ direction }) => direction === 'debit')?.entryRef ?? '';
  return { kind: 'entry', entry: { entryRef, endToEndId, direction: 'debit', amount, bookedOn, counterparty: '' } };
}
