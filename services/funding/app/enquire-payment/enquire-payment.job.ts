import { TransportJob, TryLater, scheduleTask, type Completion, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { findInstruction } from '../persistence/payment-order.repository.js';
import { Reader } from '../persistence/reader.js';
import { AT_ONCE, ENQUIRE_PAYMENT, SEND_PAYMENT, type AboutAttempt } from '../send-payment/payment-tasks.js';
import { TreasuryGateway } from '../send-payment/treasury-gateway.js';

/** Asks the treasury what became of an instruction, ever more slowly, until it is on its books or refused. */
@Injectable()
export class EnquirePaymentJob extends TransportJob<AboutAttempt> {
  readonly kind = ENQUIRE_PAYMENT;

  constructor(
    @Inject(TreasuryGateway) private readonly treasury: TreasuryGateway,
    @Inject(Reader) private readonly reader: Reader,
  ) {
    super();
  }

  async perform({ payload: { attemptId } }: DueTask<AboutAttempt>, signal: AbortSignal): Promise<Completion | void> {
    const instruction = await findInstruction(this.reader, { attemptId });
    if (!instruction || !['in-transit', 'unknown', 'accepted'].includes(instruction.status)) return;
    const answer = await this.treasury.enquire(instruction.endToEndId, signal);
    if (answer.kind === 'unknown') throw new TryLater('the treasury does not answer');
    if (answer.kind === 'accepted' && instruction.status === 'accepted') throw new TryLater('the treasury has not booked it yet');
    return async (tx) => {
      if (answer.kind === 'never-received') {
        // A definite no: it goes out again, under the same id.
        await scheduleTask(tx, { kind: SEND_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId } });
        return;
      }
      const refused = await noteTreasuryAnswer(tx, attemptId, answer);
      if (refused) throw new Error(refused.en);
    };
  }
}
