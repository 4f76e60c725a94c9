import { unreachable } from '@goufu/kernel';
import { isTransient, UnitOfWork, type Tx } from '@goufu/persistence';
import { CONFIGURATION, LOG, type Log } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import type { FundingConfiguration } from '../funding.config.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { findInstruction } from '../persistence/payment-order.repository.js';
import { lockStatement } from '../persistence/statement.repository.js';
import { takeInStatement } from '../reconcile/take-in-statement.js';
import type { PaymentStatus, StatementEntry, TreasuryMessage } from '../send-payment/treasury-gateway.js';
import { takeInEntry } from './take-in-entry.js';

type Settings = Pick<FundingConfiguration, 'TREASURY_ACCOUNT' | 'TREASURY_JURISDICTION'>;

/**
 * Takes in what the treasury tells. Each entry and each status is a transaction of its own: what comes twice, or before what it
 * follows from, finds itself known or changes nothing, and one bad entry holds up no other.
 */
@Injectable()
export class MessageIntake {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AccountSeal) private readonly seal: AccountSeal,
    @Inject(CONFIGURATION) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async take(message: TreasuryMessage): Promise<void> {
    switch (message.kind) {
      case 'entries':
        return this.takeEntries(message.entries);
      case 'statuses':
        for (const status of message.statuses) await this.takeStatus(status);
        return;
      case 'statement':
        await this.takeEntries(message.statement.entries);
        await this.locked((tx) => takeInStatement(tx, this.settings.TREASURY_JURISDICTION, message.statement));
        return;
      default:
        return unreachable(message);
    }
  }

  /** Whatever the order in which they are told: money comes back only after it has left. */
  private async takeEntries(entries: readonly StatementEntry[]): Promise<void> {
    const inOrder = [...entries.filter(({ direction }) => direction === 'debit'), ...entries.filter(({ direction }) => direction === 'credit')];
    for (const entry of inOrder) await this.takeEntry(entry);
  }

  /** An entry that cannot be taken in for a reason of its own is suspended, so that a person looks at it. */
  private async takeEntry(entry: StatementEntry): Promise<void> {
    const { TREASURY_ACCOUNT: account, TREASURY_JURISDICTION: jurisdiction } = this.settings;
    try {
      await this.locked((tx) => takeInEntry(tx, { account, jurisdiction }, entry, this.seal));
    } catch (error) {
      if (isTransient(error)) throw error;
      this.log.error({ err: error, entryRef: entry.entryRef }, 'a statement entry cannot be taken in and is suspended');
      await this.locked((tx) => takeInEntry(tx, { account, jurisdiction }, entry, this.seal, 'not-expected'));
    }
  }

  /** A status of a payment that is not ours, or that is settled by now, changes nothing. */
  private async takeStatus({ endToEndId, answer }: PaymentStatus): Promise<void> {
    await this.locked(async (tx) => {
      const instruction = await findInstruction(tx, { endToEndId });
      if (!instruction) {
        this.log.warn({ endToEndId }, 'the treasury tells the status of a payment that nobody has instructed');
        return;
      }
      const refused = await noteTreasuryAnswer(tx, instruction.attemptId, answer);
      if (refused) this.log.warn({ endToEndId, code: refused.code }, 'the status that the treasury tells does not fit the payment');
    });
  }

  /** One reader of the account at a time, over all processes. */
  private locked(work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
    const { TREASURY_ACCOUNT: account, TREASURY_JURISDICTION: jurisdiction } = this.settings;
    return this.unitOfWork.run({ actorId: 'service:funding', jurisdiction }, async (tx) => {
      await lockStatement(tx, account, jurisdiction);
      return work(tx);
    });
  }
}
