import { addPayeeAccount, listPayeeAccounts, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { maskedAccount, payeeAccountsOf } from '../persistence/payee-account.repository.js';
import { Reader } from '../persistence/reader.js';
import { AddPayeeAccountHandler } from './add-payee-account.handler.js';

@Controller()
export class AddPayeeAccountController {
  constructor(
    @Inject(AddPayeeAccountHandler) private readonly handler: AddPayeeAccountHandler,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  @Implements(addPayeeAccount)
  async add(@Input() input: RouteInput<typeof addPayeeAccount>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }

  @Implements(listPayeeAccounts)
  async list(@Caller() caller: Caller) {
    return { items: (await payeeAccountsOf(this.reader, caller.orgId ?? '')).map(maskedAccount) };
  }
}
