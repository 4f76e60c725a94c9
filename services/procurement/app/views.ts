import { wireFen } from '@goufu/kernel';
import type { StoredAward } from './persistence/award.repository.js';
import type { BidRow } from './persistence/bid.repository.js';
import type { StoredChallenge } from './persistence/challenge.repository.js';
import type { StoredContract } from './persistence/contract.repository.js';
import type { StoredMember } from './persistence/panel.repository.js';
import type { StoredPurchase } from './persistence/purchase.repository.js';
import type { StoredTender } from './persistence/tender.repository.js';
import { assert } from '@goufu/kernel';

/** What the routes answer; their contracts drop whatever is not declared. */

export function purchaseView({ id, jurisdiction, purchaser, title, category, total, status, plannedAt }: StoredPurchase) {
  assert(status !== 'none', 'a stored purchase is planned');
  return { purchaseId: id, jurisdiction, purchaser, title, category, totalFen: wireFen(total), status, plannedAt };
}

export function tenderView(tender: StoredTender, { purchaser, title, category }: Pick<StoredPurchase, 'purchaser' | 'title' | 'category'>) {
  const { id, status, budget, deductionBp, criteria, ...rest } = tender;
  assert(status !== 'none', 'a stored tender is published');
  return {
    ...rest,
    tenderId: id,
    purchaser,
    title,
    category,
    status,
    budgetFen: wireFen(budget),
    smallEnterpriseDeductionBp: deductionBp,
    criteria: criteria.map((criterion) => ({ ...criterion, items: [...criterion.items] })),
  };
}

export const receiptView = ({ id, tender_id, status, received_at, sha256, sm3 }: BidRow) => ({
  bidId: id, tenderId: tender_id, status, receivedAt: received_at.toISOString(), sha256, sm3,
});

/** Of a bid that is open. */
export function openedBidView(row: BidRow) {
  assert(row.org_id !== null && row.org_uscc !== null && row.org_name_zh !== null && row.price_fen !== null && row.proposal !== null, `bid ${row.id} is open`);
  return {
    bidId: row.id,
    org: { orgId: row.org_id, uscc: row.org_uscc, nameZh: row.org_name_zh },
    priceFen: row.price_fen,
    smallEnterprise: row.small_enterprise ?? false,
    proposal: row.proposal,
    status: row.status === 'rejected' ? ('rejected' as const) : ('opened' as const),
    receiptHash: row.sha256,
    rejectedBecause: row.rejected_reason ?? undefined,
    rank: row.rank_no ?? undefined,
    totalBp: row.total_bp ?? undefined,
    priceScoreBp: row.price_score_bp ?? undefined,
    drawn: row.drawn ?? undefined,
  };
}

export const memberView = ({ memberId, orgId, kind, leader, interest, signed }: StoredMember) => ({ memberId, orgId, kind, leader, interest, signed });

export const awardView = ({ id, price, ...award }: StoredAward) => ({ ...award, awardId: id, priceFen: wireFen(price) });

export const contractView = (contract: StoredContract) => {
  const { id, purchaseId, jurisdiction, status, revision, commitment, signedAt, filing, inForce, drafted, draft } = contract;
  const text = inForce ?? drafted;
  assert(text !== undefined, `contract ${id} has a text`);
  return {
    contractId: id, purchaseId, jurisdiction, contractNo: text.contractNo, status, revision, commitment, signedAt, filing, terms: inForce,
    ...(draft && drafted ? { draft: { revision: draft.revision, terms: drafted, termsHash: draft.termsHash, reason: draft.reason, draftedBy: draft.by } } : {}),
  };
};

export const challengeView = ({ id, orgId, ...challenge }: StoredChallenge) => ({ ...challenge, challengeId: id, challengerOrgId: orgId });
