import { getPurchase, type RouteInput } from '@goufu/contracts';
import { wireFen } from '@goufu/kernel';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refusePurchase } from '../../domain/purchase/purchase.refusals.js';
import { loadAward } from '../persistence/award.repository.js';
import { challengesOf } from '../persistence/challenge.repository.js';
import { loadContractOf } from '../persistence/contract.repository.js';
import { loadPurchase } from '../persistence/purchase.repository.js';
import { Reader } from '../persistence/reader.js';
import { readTendersOf } from '../persistence/read-lists.js';
import { publishedPart } from '../published-terms.js';
import { awardView, challengeView, contractView, purchaseView, tenderView } from '../views.js';

@Controller()
export class GetPurchaseController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getPurchase)
  async get(@Input() { params }: RouteInput<typeof getPurchase>, @Caller() { scope, orgId, roles }: Caller) {
    const purchase = await loadPurchase(this.reader, params.purchaseId, scope);
    const contract = await loadContractOf(this.reader, params.purchaseId, scope);
    const isAgency = scope.orgId !== undefined;
    if (!purchase || (isAgency && !contract)) return refusePurchase('not-found');
    const outsider = !isAgency && roles.every((role) => role === 'evaluator');
    const [tenders, award, challenges] = await Promise.all([
      readTendersOf(this.reader, purchase.id),
      loadAward(this.reader, { purchaseId: purchase.id }),
      outsider ? [] : challengesOf(this.reader, purchase.id, isAgency ? orgId : undefined),
    ]);
    return {
      purchase: purchaseView(purchase),
      directoryItem: purchase.directoryItem,
      asks: purchase.asks.map(publishedPart),
      reserved: purchase.reserved.map(publishedPart),
      tenders: tenders.map(({ tender }) => tenderView(tender, purchase)),
      challenges: challenges.map(challengeView),
      ...(purchase.short === undefined ? {} : { shortFen: wireFen(purchase.short) }),
      ...(award ? { award: awardView(award) } : {}),
      ...(contract && (!outsider || contract.inForce) ? { contract: contractView(outsider ? { ...contract, draft: undefined } : contract) } : {}),
    };
  }
}
