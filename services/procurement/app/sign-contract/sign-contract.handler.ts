import type { RouteInput, signContract } from '@goufu/contracts';
import { assert, isRefusal } from '@goufu/kernel';
import { bring } from '@goufu/messaging';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { contract as contracts } from '../../domain/contract/contract.js';
import { refuseContract } from '../../domain/contract/contract.refusals.js';
import { inContract } from '../in-purchase.js';
import { movePurchase } from '../move-purchase.js';
import { loadAward } from '../persistence/award.repository.js';
import { challengesOf, isHeld } from '../persistence/challenge.repository.js';
import { loadContract, saveContract } from '../persistence/contract.repository.js';
import { contractView } from '../views.js';
import { recordSigned } from './published-facts.js';

/** A contract-approver who is not the author signs exactly the text that was read (R70); then it is in force. */
@Injectable()
export class SignContractHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof signContract>, caller: Caller) {
    return inContract(this.unitOfWork, caller, params.contractId, async (tx, { purchase, contract }) => {
      const award = await loadAward(tx, { purchaseId: purchase.id });
      // A draft on an award that became void waits for the next one.
      if (!award || award.tenderId !== contract.tenderId) return refuseContract('not-awarded');
      const heldByChallenge = isHeld(await challengesOf(tx, purchase.id), contract.tenderId);
      const facts = contracts.decide({ kind: 'sign', termsHash: body.termsHash, heldByChallenge, signFrom: award.signFrom, by: caller.actorId, at: tx.now }, contract);
      if (isRefusal(facts)) return facts;
      assert(contract.drafted !== undefined, 'what is signed was drafted');
      for (const fact of facts) {
        await saveContract(tx, contract, fact);
        recordSigned(tx, contract, contract.drafted, fact);
        bring(tx, 'contract', contract.id);
        if (fact.kind === 'signed') await movePurchase(tx, purchase, { kind: 'note-contracted' });
      }
      return contractView((await loadContract(tx, contract.id)) ?? contract);
    });
  }
}
