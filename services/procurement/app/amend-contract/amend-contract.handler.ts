import type { amendContract, RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { isRefusal, localDateOf, parseFen } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { contract as contracts } from '../../domain/contract/contract.js';
import { refuseContract } from '../../domain/contract/contract.refusals.js';
import { amendTranches } from '../../domain/contract/draft-tranches.js';
import type { ContractTerms } from '../../domain/contract/terms.js';
import { inContract } from '../in-purchase.js';
import { loadContract, saveContract } from '../persistence/contract.repository.js';
import { domainPart, domainQuota, hashOfTerms, publishedTerms } from '../published-terms.js';
import { contractView } from '../views.js';

/** The purchaser drafts a supplement; it binds once somebody else has signed it (R67, R70, T12). */
@Injectable()
export class AmendContractHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof amendContract>, caller: Caller) {
    return inContract(this.unitOfWork, caller, params.contractId, async (tx, { contract }) => {
      const { terms: before, inForce } = contract;
      if (!before || !inForce) return refuseContract('not-signed');
      const profile = profileFor(contract.jurisdiction, localDateOf(tx.now));
      const price = parseFen(body.priceFen);
      const tranches = amendTranches(before.tranches, price - before.price);
      if (isRefusal(tranches)) return tranches;
      const terms: ContractTerms = {
        ...before, price, tranches, term: body.term, budgetSplit: body.budgetSplit.map(domainPart), milestones: body.milestones,
        quotas: body.quotas.map(domainQuota), evaluationPlan: body.evaluationPlan,
      };
      const text = publishedTerms({ ...inForce, revision: contract.revision + 1, profileVersion: profile.version }, terms);
      const facts = contracts.decide({ kind: 'amend', terms, termsHash: hashOfTerms(text), reason: body.reason, profile, by: caller.actorId }, contract);
      if (isRefusal(facts)) return facts;
      for (const fact of facts) await saveContract(tx, contract, fact, text);
      return contractView((await loadContract(tx, contract.id)) ?? contract);
    });
  }
}
