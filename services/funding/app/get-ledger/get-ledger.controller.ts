import { getTrialBalance, listLedgerTransfers, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { regionPrefix } from '@goufu/persistence';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readTransfers, readTrialBalance } from './ledger-view.js';

@Controller()
export class GetLedgerController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getTrialBalance)
  async trialBalance(@Caller() { scope }: Caller) {
    return readTrialBalance(this.reader, regionPrefix(scope.jurisdiction));
  }

  @Implements(listLedgerTransfers)
  async transfers(@Input() { query }: RouteInput<typeof listLedgerTransfers>, @Caller() { scope }: Caller) {
    return { items: await readTransfers(this.reader, regionPrefix(scope.jurisdiction), query.purchaseId) };
  }
}
