import { localDateOf, type Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { TransportJob, TryLater, type Completion, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { findPayeeAccount } from '../persistence/payee-account.repository.js';
import { findInstruction, type Instruction } from '../persistence/payment-order.repository.js';
import { Reader } from '../persistence/reader.js';
import { SEND_PAYMENT, type AboutAttempt } from './payment-tasks.js';
import { TreasuryGateway, type SendAnswer } from './treasury-gateway.js';

/**
 * Sends an instruction. May run again after a crash: then the treasury is asked first, and only what it certainly never
 * received is sent again, under the same id.
 */
@Injectable()
export class SendPaymentJob extends TransportJob<AboutAttempt> {
  readonly kind = SEND_PAYMENT;

  constructor(
    @Inject(TreasuryGateway) private readonly treasury: TreasuryGateway,
    @Inject(Reader) private readonly reader: Reader,
    @Inject(AccountSeal) private readonly seal: AccountSeal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  async perform({ payload: { attemptId }, attempt }: DueTask<AboutAttempt>, signal: AbortSignal): Promise<Completion | void> {
    const instruction = await findInstruction(this.reader, { attemptId });
    if (!instruction) throw new Error(`there is no payment attempt ${attemptId}`);
    if (instruction.status !== 'in-transit' && instruction.status !== 'unknown') return;
    const answer = (attempt > 1 ? await this.earlierAnswer(instruction, signal) : undefined) ?? (await this.send(instruction, signal));
    // Interrupted by our own stop: the task is tried again, and begins by asking.
    signal.throwIfAborted();
    if (answer.kind === 'not-sent') throw new TryLater('the treasury cannot be reached');
    return async (tx) => {
      const refused = await noteTreasuryAnswer(tx, attemptId, answer);
      if (refused) throw new Error(refused.en);
    };
  }

  /** What became of an earlier try; undefined when the treasury certainly never received it. */
  private async earlierAnswer({ endToEndId }: Instruction, signal: AbortSignal): Promise<SendAnswer | undefined> {
    const answer = await this.treasury.enquire(endToEndId, signal);
    if (answer.kind === 'never-received') return undefined;
    return answer.kind === 'booked' ? { kind: 'accepted' } : answer;
  }

  private async send({ endToEndId, amount, payeeAccountId }: Instruction, signal: AbortSignal): Promise<SendAnswer> {
    const payee = await findPayeeAccount(this.reader, payeeAccountId);
    // AC03: the creditor's account is not known. Nothing can be sent, and the money is payable again.
    if (!payee) return { kind: 'rejected', code: 'AC03' };
    const creditorAccount = this.seal.open(payee.id, payee.sealed);
    return this.treasury.send({ endToEndId, amount, creditorAccount, creditorName: payee.holderName, executionDate: localDateOf(this.clock.now()) }, signal);
  }
}
