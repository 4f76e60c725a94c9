import { failpoint, type Tx } from '@goufu/persistence';
import { scheduleTask, TransportJob, TryLater, type Completion, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { findInstruction } from '../persistence/payment-order.repository.js';
import { Reader } from '../persistence/reader.js';
import { OutgoingPayments } from './outgoing-payments.js';
import { AT_ONCE, ENQUIRE_PAYMENT, SEND_PAYMENT, type AboutAttempt } from './payment-tasks.js';
import { TreasuryGateway, type OutgoingPayment, type SendAnswer } from './treasury-gateway.js';

/**
 * Sends an instruction. May run again after a crash: then the treasury is asked first, and only what it certainly never
 * received is sent again, under the same id.
 */
@Injectable()
export class SendPaymentJob extends TransportJob<AboutAttempt> {
  readonly kind = SEND_PAYMENT;

  constructor(
    @Inject(TreasuryGateway) private readonly treasury: TreasuryGateway,
    @Inject(OutgoingPayments) private readonly payments: OutgoingPayments,
    @Inject(Reader) private readonly reader: Reader,
  ) {
    super();
  }

  async perform({ payload: { attemptId, asksFirst = false }, attempt }: DueTask<AboutAttempt>, signal: AbortSignal): Promise<Completion | void> {
    const instruction = await findInstruction(this.reader, { attemptId });
    if (!instruction) throw new Error(`there is no payment attempt ${attemptId}`);
    if (instruction.status !== 'in-transit' && instruction.status !== 'unknown') return;
    const payment = await this.payments.of(instruction);
    failpoint('before-treasury-call');
    const answer = payment ? await this.send(payment, asksFirst || attempt > 1, signal) : UNKNOWN_CREDITOR;
    failpoint('after-treasury-call');
    // Interrupted by our own stop: the task is tried again, and begins by asking.
    signal.throwIfAborted();
    if (answer.kind === 'not-sent') throw new TryLater('the treasury cannot be reached');
    return async (tx) => {
      if (answer.kind === 'handed-over') return enquireLater(tx, attemptId);
      const refused = await noteTreasuryAnswer(tx, attemptId, answer);
      if (refused) throw new Error(refused.en);
    };
  }

  private async send(payment: OutgoingPayment, asksFirst: boolean, signal: AbortSignal): Promise<SendAnswer> {
    const earlier = asksFirst ? await this.treasury.enquire(payment, signal) : undefined;
    if (earlier?.kind === 'booked') return { kind: 'accepted' };
    return earlier && earlier.kind !== 'never-received' ? earlier : this.treasury.send(payment, signal);
  }
}

/** AC03: the creditor's account is not known. Nothing can be sent, and the money is payable again. */
const UNKNOWN_CREDITOR: SendAnswer = { kind: 'rejected', code: 'AC03' };

const enquireLater = (tx: Tx, attemptId: string): void =>
  scheduleTask(tx, { kind: ENQUIRE_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId } });
