import type { draftContract, RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { assert, isRefusal, localDateOf } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { contract as contracts } from '../../domain/contract/contract.js';
import { refuseContract } from '../../domain/contract/contract.refusals.js';
import { draftTranches } from '../../domain/contract/draft-tranches.js';
import type { ContractTerms } from '../../domain/contract/terms.js';
import { inPurchase } from '../in-purchase.js';
import { loadAward, type StoredAward } from '../persistence/award.repository.js';
import { loadContract, loadContractOf, putContract, saveContract } from '../persistence/contract.repository.js';
import { domainPart, domainQuota, hashOfTerms, publishedTerms } from '../published-terms.js';
import { contractView } from '../views.js';

type Draft = RouteInput<typeof draftContract>['body'];

/** The purchaser drafts the contract on the award's terms; until it is signed it can be drafted anew (R63, R121). */
@Injectable()
export class DraftContractHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof draftContract>, caller: Caller) {
    return inPurchase(this.unitOfWork, caller, params.purchaseId, async (tx, purchase) => {
      const award = await loadAward(tx, { purchaseId: purchase.id });
      const earlier = await loadContractOf(tx, purchase.id);
      if (!award) return refuseContract('not-awarded');
      const profile = profileFor(purchase.jurisdiction, localDateOf(tx.now));
      const terms = termsOf(body, award, profile.get('eval.consequences'));
      if (isRefusal(terms)) return terms;
      const header = { id: earlier?.id ?? newId(), purchaseId: purchase.id, tenderId: award.tenderId, jurisdiction: purchase.jurisdiction, agencyOrgId: award.winner.orgId };
      const text = publishedTerms(
        {
          contractId: header.id, revision: 1, tenderId: award.tenderId, contractNo: body.contractNo, title: body.title, category: purchase.category,
          agency: award.winner, purchaser: purchase.purchaser, profileVersion: profile.version,
        },
        terms,
      );
      const facts = contracts.decide(
        { kind: 'draft', terms, termsHash: hashOfTerms(text), reserved: purchase.reserved, profile, by: caller.actorId },
        earlier ?? contracts.initial,
      );
      if (isRefusal(facts)) return facts;
      await putContract(tx, header);
      for (const fact of facts) await saveContract(tx, header, fact, text);
      return stored(tx, header.id);
    });
  }
}

async function stored(tx: Tx, contractId: string) {
  const contract = await loadContract(tx, contractId);
  assert(contract !== undefined, 'the contract was just drafted');
  return contractView(contract);
}

function termsOf(body: Draft, award: StoredAward, consequences: Parameters<typeof draftTranches>[2]) {
  const payeeAccountId = body.payeeAccountId ?? award.payeeAccountId;
  if (payeeAccountId === undefined) return refuseContract('no-payee');
  const tranches = draftTranches(award.price, body.tranches.map((tranche) => ({ ...tranche, trancheId: newId() })), consequences);
  if (isRefusal(tranches)) return tranches;
  const terms: ContractTerms = {
    price: award.price, term: body.term, budgetSplit: body.budgetSplit.map(domainPart), tranches, milestones: body.milestones,
    quotas: body.quotas.map(domainQuota), evaluationPlan: body.evaluationPlan, payeeAccountId, smeFlag: body.smeFlag,
    payment: body.payment,
  };
  return terms;
}
