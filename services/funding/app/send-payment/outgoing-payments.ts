import { localDateOf } from '@goufu/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { findPayeeAccount } from '../persistence/payee-account.repository.js';
import type { Instruction } from '../persistence/payment-order.repository.js';
import { Reader } from '../persistence/reader.js';
import type { OutgoingPayment } from './treasury-gateway.js';

/** What an instruction says to the treasury: the same on every try, since nothing in it is of the moment. */
@Injectable()
export class OutgoingPayments {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(AccountSeal) private readonly seal: AccountSeal,
  ) {}

  /** Undefined when the payee's account is not known: then nothing can be sent. */
  async of({ endToEndId, amount, payeeAccountId, instructedAt }: Instruction): Promise<OutgoingPayment | undefined> {
    const payee = await findPayeeAccount(this.reader, payeeAccountId);
    if (!payee) return undefined;
    const creditorAccount = this.seal.open(payee.id, payee.sealed);
    return { endToEndId, amount, creditorAccount, creditorName: payee.holderName, executionDate: localDateOf(instructedAt), instructedAt };
  }
}
