import { contractResumed, contractSuspended, contractTerminated, type RouteInput, type suspendContract } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { contract as contracts } from '../../domain/contract/contract.js';
import { inContract } from '../in-purchase.js';
import { loadContract, saveContract } from '../persistence/contract.repository.js';
import { contractView } from '../views.js';

const PUBLISHED = { suspend: contractSuspended, resume: contractResumed, terminate: contractTerminated };

/** Suspends, resumes or ends a contract; whose fault it is goes with it (R76, R109). */
@Injectable()
export class InterruptContractHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute(kind: keyof typeof PUBLISHED, { params, body }: RouteInput<typeof suspendContract>, caller: Caller) {
    return inContract(this.unitOfWork, caller, params.contractId, async (tx, { purchase, contract }) => {
      const facts = contracts.decide({ kind, ...body }, contract);
      if (isRefusal(facts)) return facts;
      for (const fact of facts) await saveContract(tx, contract, fact);
      tx.record({ contract: PUBLISHED[kind], subject: purchase.id, jurisdiction: purchase.jurisdiction, data: { contractId: contract.id, ...body } });
      return contractView((await loadContract(tx, contract.id)) ?? contract);
    });
  }
}
