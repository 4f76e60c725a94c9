import { listContractTranches, listTranchesWaiting, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { contractsAtStake, contractsInScope } from '../get-money/contracts-in-scope.js';
import { Reader } from '../persistence/reader.js';
import { readTranches } from './tranche-view.js';

@Controller()
export class GetTranchesController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listContractTranches)
  async ofContract(@Input() { params: { contractId } }: RouteInput<typeof listContractTranches>, @Caller() { scope }: Caller) {
    const contracts = await contractsInScope(this.reader, scope, { contractId });
    return { items: await readTranches(this.reader, contracts.map(({ id }) => id)) };
  }

  @Implements(listTranchesWaiting)
  async waiting(@Caller() { scope }: Caller) {
    const contracts = await contractsAtStake(this.reader, scope);
    const tranches = await readTranches(this.reader, contracts.map(({ id }) => id));
    return { items: tranches.filter(({ stage, request }) => stage === 'payable' && request === undefined) };
  }
}
