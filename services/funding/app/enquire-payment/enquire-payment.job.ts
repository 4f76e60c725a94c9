import type { Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { TransportJob, TryLater, scheduleTask, type Completion, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { isLive } from '../../domain/payment-order/payment-order.js';
import { enquireBy } from '../approve-payment/instruct-payment.js';
import { noteTreasuryAnswer, type TreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { findInstruction, type Instruction } from '../persistence/payment-order.repository.js';
import { Reader } from '../persistence/reader.js';
import { OutgoingPayments } from '../send-payment/outgoing-payments.js';
import { AT_ONCE, ENQUIRE_PAYMENT, SEND_PAYMENT, type AboutAttempt } from '../send-payment/payment-tasks.js';
import { TreasuryGateway, type EnquiryAnswer } from '../send-payment/treasury-gateway.js';

/** Asks the treasury what became of an instruction, ever more slowly, until it is on its books or refused. */
@Injectable()
export class EnquirePaymentJob extends TransportJob<AboutAttempt> {
  readonly kind = ENQUIRE_PAYMENT;

  constructor(
    @Inject(TreasuryGateway) private readonly treasury: TreasuryGateway,
    @Inject(OutgoingPayments) private readonly payments: OutgoingPayments,
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  async perform({ payload: { attemptId } }: DueTask<AboutAttempt>, signal: AbortSignal): Promise<Completion | void> {
    const instruction = await findInstruction(this.reader, { attemptId });
    if (!instruction || !isLive(instruction)) return;
    const answer = await this.ask(instruction, signal);
    return async (tx) => {
      if (answer.kind === 'never-received') {
        // A definite no: it goes out again, under the same id.
        scheduleTask(tx, { kind: SEND_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId } });
        return;
      }
      const refused = await noteTreasuryAnswer(tx, attemptId, answer);
      if (refused) throw new Error(refused.en);
    };
  }

  /** What can be noted now; throws `TryLater` while there is nothing new. */
  private async ask(instruction: Instruction, signal: AbortSignal): Promise<Exclude<TreasuryAnswer, { kind: 'entry' }> | { readonly kind: 'never-received' }> {
    const { status, jurisdiction, instructedAt, attemptId } = instruction;
    // Handed over, and its answer may still be on the way. When it should have come, it is a payment of which nothing is known.
    if (status === 'in-transit') {
      if (this.clock.now() < enquireBy(jurisdiction, instructedAt)) throw new TryLater('the treasury may still answer', PATIENT_MS);
      return { kind: 'unknown' };
    }
    const payment = await this.payments.of(instruction);
    if (!payment) throw new Error(`the payee of attempt ${attemptId} is not known any more`);
    const answer: EnquiryAnswer = await this.treasury.enquire(payment, signal);
    if (answer.kind === 'unknown' || answer.kind === 'handed-over') throw new TryLater('the treasury does not answer');
    if (answer.kind === 'accepted' && status === 'accepted') throw new TryLater('the treasury has not booked it yet');
    return answer;
  }
}

/** Milliseconds of machine time between two looks at a payment whose answer is not due yet. */
const PATIENT_MS = 1_000;
