import { getContract, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseContract } from '../../domain/contract/contract.refusals.js';
import { loadContract } from '../persistence/contract.repository.js';
import { Reader } from '../persistence/reader.js';
import { contractView } from '../views.js';

@Controller()
export class GetContractController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getContract)
  async get(@Input() { params }: RouteInput<typeof getContract>, @Caller() { scope }: Caller) {
    const contract = await loadContract(this.reader, params.contractId, scope);
    return contract ? contractView(contract) : refuseContract('not-found');
  }
}
