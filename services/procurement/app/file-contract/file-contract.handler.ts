import { contractFiled, type fileContract, type RouteInput } from '@goufu/contracts';
import { isRefusal, localDateOf } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { contract as contracts } from '../../domain/contract/contract.js';
import { inContract } from '../in-purchase.js';
import { movePurchase } from '../move-purchase.js';
import { loadContract, saveContract } from '../persistence/contract.repository.js';
import { contractView } from '../views.js';

/** The contract is announced and its copy filed with finance: the first condition of many a tranche (R64). */
@Injectable()
export class FileContractHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof fileContract>, caller: Caller) {
    return inContract(this.unitOfWork, caller, params.contractId, async (tx, { purchase, contract }) => {
      const facts = contracts.decide({ kind: 'file', ...body, by: caller.actorId, today: localDateOf(tx.now) }, contract);
      if (isRefusal(facts)) return facts;
      for (const fact of facts) await saveContract(tx, contract, fact);
      if (purchase.status === 'contracted') await movePurchase(tx, purchase, { kind: 'note-filed' });
      tx.record({ contract: contractFiled, subject: purchase.id, jurisdiction: purchase.jurisdiction, data: { contractId: contract.id, ...body } });
      return contractView((await loadContract(tx, contract.id)) ?? contract);
    });
  }
}
