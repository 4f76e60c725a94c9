import { projectClosed } from '@goufu/contracts';
import { APPLIED, waitingFor, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { assert, isRefusal } from '@goufu/kernel';
import { contract as contracts } from '../../domain/contract/contract.js';
import { movePurchase } from '../move-purchase.js';
import { loadContract, saveContract } from '../persistence/contract.repository.js';
import { loadPurchaseForUpdate } from '../persistence/purchase.repository.js';

/** Nothing more is to be delivered: contract and purchase are closed. */
@Injectable()
export class OnProjectsProjectClosed extends SingleFactConsumer<typeof projectClosed> {
  readonly contract = projectClosed;

  async handleOne({ data }: FactRecord<typeof projectClosed>, tx: Tx): Promise<Outcome> {
    const contract = await loadContract(tx, data.contractId);
    if (!contract) return waitingFor('contract', data.contractId);
    const purchase = await loadPurchaseForUpdate(tx, contract.purchaseId);
    assert(purchase !== undefined, 'a contract has its purchase');
    const facts = contracts.decide({ kind: 'close' }, (await loadContract(tx, contract.id)) ?? contract);
    assert(!isRefusal(facts), 'closing is never refused');
    for (const fact of facts) await saveContract(tx, contract, fact);
    await movePurchase(tx, purchase, { kind: 'close' });
    return APPLIED;
  }
}
