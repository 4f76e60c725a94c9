import type { addPayeeAccount, RouteInput } from '@goufu/contracts';
import { isId, refusalsOf } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { insertPayeeAccount, maskedAccount } from '../persistence/payee-account.repository.js';
import { AccountSeal } from './account-seal.js';

const refuse = refusalsOf('payee-account', {
  'no-organisation': { kind: 'forbidden', zh: '仅机构账号可登记收款账户', en: 'only an organisation may register an account' },
});

/** Keeps the account on which an agency is paid. The number is sealed at once and leaves funding only towards the treasury. */
@Injectable()
export class AddPayeeAccountHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AccountSeal) private readonly seal: AccountSeal,
  ) {}

  execute({ body: { accountNumber } }: RouteInput<typeof addPayeeAccount>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const { orgId, orgName: holderName, jurisdiction } = caller;
      if (orgId === undefined || holderName === undefined || !isId(orgId)) return refuse('no-organisation');
      const id = newId();
      const account = { id, orgId, jurisdiction, holderName, sealed: this.seal.seal(id, accountNumber), lastFour: accountNumber.slice(-4), addedAt: tx.now };
      await insertPayeeAccount(tx, account);
      return maskedAccount(account);
    });
  }
}
