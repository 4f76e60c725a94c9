import { entryCleared, type decideSuspenseAssignment, type proposeSuspenseAssignment, type RouteInput } from '@goufu/contracts';
import { isRefusal, type Id, type Refusal, unreachable } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { inScope, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { leftBy, meaningOf, type Meaning } from '../../domain/suspense/assignment.js';
import { refuseSuspense as refuse } from '../../domain/suspense/suspense.refusals.js';
import { lockOrderWithTranche } from '../approve-payment/in-order.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { endAssignment, insertAssignment, lockAssignment, lockSuspended, type Assignment, type LockedEntry } from '../persistence/assignment.repository.js';
import { lockCasesOf } from '../persistence/clawback.repository.js';
import { findInstruction, type Instruction, type StoredOrder } from '../persistence/payment-order.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { bookAfterAll } from './book-after-all.js';
import { takePartBack } from './take-part-back.js';
import { NARRATIVE } from '../send-payment/treasury-gateway.js';

/** Suspended entries find the payment that they belong to. That moves money, so one person proposes and another one decides. */
@Injectable()
export class AssignSuspenseHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  propose({ body: { suspenseIds, attemptId, explanation } }: RouteInput<typeof proposeSuspenseAssignment>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const locked = await lockInstruction(tx, attemptId);
      if (!locked || !inScope(caller.scope, locked.order.jurisdiction)) return refuse('unknown-attempt');
      const entries = await lockSuspended(tx, { ids: suspenseIds });
      if (entries.length !== new Set(suspenseIds).size || entries.some(({ jurisdiction }) => !inScope(caller.scope, jurisdiction))) return refuse('unknown');
      if (entries.some(({ cleared }) => cleared)) return refuse('already-cleared');
      if (entries.some(({ assignmentId }) => assignmentId !== undefined)) return refuse('in-assignment');
      const meaning = await meaningFor(tx, entries, locked);
      if (isRefusal(meaning)) return meaning;
      const proposed = { id: newId(), attemptId, jurisdiction: locked.order.jurisdiction, explanation, proposedBy: caller.actorId, state: 'proposed' } as const;
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

interface Locked {
  readonly order: StoredOrder;
  readonly tranche: StoredTranche;
  readonly instruction: Instruction;
}

/** The attempt with its order and tranche locked, in the order that everybody keeps. */
async function lockInstruction(tx: Tx, attemptId: Id): Promise<Locked | undefined> {
  const found = await findInstruction(tx, { attemptId });
  const locked = found && (await lockOrderWithTranche(tx, found.orderId));
  const instruction = await findInstruction(tx, { attemptId });
  return locked && instruction && { ...locked, instruction };
}

/** What the entries mean for the payment as it stands now. Of money that is asked back nobody says that the bank brought it. */
async function meaningFor(tx: Tx, entries: readonly LockedEntry[], { instruction: { status, amount: ordered }, tranche }: Locked): Promise<Meaning | Refusal> {
  const meaning = meaningOf(entries, { status, ordered, kept: tranche.released });
  if (meaning !== 'returns' && meaning !== 'returns-part') return meaning;
  const asked = (await lockCasesOf(tx, tranche.id)).some((one) => !one.paymentReturned && one.status !== 'waived');
  return asked ? refuse('clawback-open') : meaning;
}

/** The payment may have ended since it was proposed: what the entries mean is asked again. */
async function confirm(tx: Tx, assignment: Assignment): Promise<Meaning | Refusal> {
  const locked = await lockInstruction(tx, assignment.attemptId);
  if (!locked) return refuse('unknown-attempt');
  const entries = await lockSuspended(tx, { assignmentId: assignment.id });
  const meaning = await meaningFor(tx, entries, locked);
  if (isRefusal(meaning)) return meaning;
  const refused = await carryOut(tx, meaning, entries, locked);
  if (refused) return refused;
  await endAssignment(tx, assignment, 'confirmed');
  for (const { suspenseId, entryRef, amount, jurisdiction } of entries) {
    const data = { suspenseId, entryRef, fen: amount.toString(), owner: 'finance-officer' as const, explanation: assignment.explanation };
    tx.record({ contract: entryCleared, subject: suspenseId, jurisdiction, data });
  }
  return meaning;
}

/** The day of the last entry counts, under the reference of the first one in the direction in which the money went. */
async function carryOut(tx: Tx, meaning: Meaning, entries: readonly LockedEntry[], locked: Locked): Promise<Refusal | undefined> {
  const { order, tranche, instruction } = locked;
  const { attemptId, endToEndId, status } = instruction;
  const left = leftBy(entries);
  const direction = left < 0n ? ('credit' as const) : ('debit' as const);
  const bookedOn = entries.map((entry) => entry.bookedOn).toSorted().at(-1) ?? '';
  const entryRef = entries.find((entry) => entry.direction === direction)?.entryRef ?? '';
  const entry = { entryRef, endToEndId, direction, amount: left < 0n ? -left : left, bookedOn, counterparty: '' };
  switch (meaning) {
    case 'changes-nothing':
      return undefined;
    case 'fails':
      return noteTreasuryAnswer(tx, attemptId, { kind: 'rejected', code: NARRATIVE });
    case 'settles':
      return status === 'rejected' ? bookAfterAll(tx, order, tranche, attemptId, entry) : noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry });
    case 'returns':
      return noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry });
    case 'returns-part':
      return takePartBack(tx, locked, -left, entryRef);
    default:
      return unreachable(meaning);
  }
}
