import { z } from 'zod';
import { instant, localDate, uuid } from '../envelope.js';
import { contractTerms } from '../procurement/contract-terms.js';
import { basisPoints, budgetPart, code, fen, org, payFactor, sha256, text, title, trancheCondition } from '../vocabulary.js';

/** What the routes of procurement take and give. A person is a pseudonymous id. */

export const purchaseId = z.object({ purchaseId: uuid });
/** Who reads purchases as part of their office. */
export const OFFICE = ['purchaser', 'contract-approver', 'finance-officer', 'finance-approver', 'auditor'] as const;

export const purchaseStatus = z.enum([
  'planned', 'reserved', 'refused', 'tendering', 'awarded', 'contracted', 'filed', 'closed', 'voided', 'cancelled',
]);

export const purchaseSummary = z.object({
  purchaseId: uuid,
  jurisdiction: z.string(),
  purchaser: org,
  title,
  category: code,
  totalFen: fen,
  status: purchaseStatus,
  plannedAt: instant,
});

export const tenderMethod = z.enum(['open-tender', 'competitive-consultation']);
export const tenderStatus = z.enum(['open', 'opened', 'evaluated', 'awarded', 'void']);

export const criterion = z.strictObject({
  code,
  nameZh: title,
  /** Members' points for an objective criterion must be identical (R54). */
  scoring: z.enum(['objective', 'subjective']),
  weightBp: basisPoints.min(1),
  /** What earns the points (R51); left out, the criterion is one item. */
  items: z.array(z.strictObject({ nameZh: title, pointsBp: basisPoints.min(1) })).min(1).max(50).optional(),
});

export const tenderView = z.object({
  tenderId: uuid,
  purchaseId: uuid,
  jurisdiction: z.string(),
  purchaser: org,
  title,
  category: code,
  tenderNo: z.string(),
  method: tenderMethod,
  status: tenderStatus,
  budgetFen: fen,
  priceWeightBp: basisPoints,
  smallEnterpriseDeductionBp: basisPoints,
  criteria: z.array(criterion),
  publishedAt: instant,
  documentsUntil: instant,
  clarificationsUntil: instant,
  bidsUntil: instant,
  openedAt: instant.optional(),
  evaluatedAt: instant.optional(),
  voided: z.object({ reason: z.string(), rule: z.string() }).optional(),
  profileVersion: z.string(),
});

/** Given when a bid arrives, and shown to its own bidder: proof of what was sealed and when (R41, R175). */
export const bidReceipt = z.object({
  bidId: uuid,
  tenderId: uuid,
  status: z.enum(['sealed', 'replaced', 'withdrawn', 'opened', 'rejected', 'unreadable']),
  receivedAt: instant,
  sha256,
  sm3: z.string(),
});

/** A bid after the opening. Nothing of it is shown before (R37, R41). */
export const openedBidView = z.object({
  bidId: uuid,
  org,
  priceFen: fen,
  smallEnterprise: z.boolean(),
  proposal: z.string(),
  status: z.enum(['opened', 'rejected']),
  rejectedBecause: z.string().optional(),
  receiptHash: sha256,
  rank: z.int().optional(),
  totalBp: basisPoints.optional(),
  priceScoreBp: basisPoints.optional(),
  drawn: z.boolean().optional(),
});

export const panelSeat = z.strictObject({
  memberId: z.string().trim().min(1).max(64),
  orgId: uuid,
  kind: z.enum(['expert', 'purchaser-representative']),
  leader: z.boolean().default(false),
});

export const panelMember = z.object({
  memberId: z.string(),
  orgId: uuid,
  kind: z.enum(['expert', 'purchaser-representative']),
  leader: z.boolean(),
  interest: z.enum(['undeclared', 'none', 'recused', 'replaced']),
  signed: z.boolean(),
});

export const bidScores = z.strictObject({ bidId: uuid, points: z.record(code, z.int().min(0).max(10_000)) });

export const awardView = z.object({
  awardId: uuid,
  tenderId: uuid,
  bidId: uuid,
  winner: org,
  priceFen: fen,
  announcedAt: instant,
  objectionUntil: instant,
  signUntil: instant,
});

const shape = contractTerms.shape;
const evaluation = shape.evaluationPlan.element;

/** What a purchaser drafts; parties and price come from the award, ids and amounts of tranches are made. */
export const contractDraft = z.strictObject({
  contractNo: title,
  title,
  term: shape.term,
  budgetSplit: z.array(budgetPart).min(1).max(50),
  tranches: z
    .array(z.strictObject({ shareBp: basisPoints.min(1), conditions: z.array(trancheCondition).min(1).max(10), payFactors: z.array(payFactor).length(4).optional() }))
    .min(1)
    .max(24),
  milestones: shape.milestones.max(60),
  quotas: shape.quotas.max(100),
  evaluationPlan: z.array(evaluation).max(24),
  /** The account that the winner named in its bid, unless another is given. */
  payeeAccountId: uuid.optional(),
  smeFlag: z.boolean(),
  payment: shape.payment,
});

/** What a supplement may change (R67): the service and the money of the last tranche, never the kind of contract. */
export const contractSupplement = z.strictObject({
  reason: text,
  priceFen: fen,
  term: shape.term,
  budgetSplit: z.array(budgetPart).min(1).max(50),
  milestones: shape.milestones.max(60),
  quotas: shape.quotas.max(100),
  evaluationPlan: z.array(evaluation).max(24),
});

export const contractView = z.object({
  contractId: uuid,
  purchaseId: uuid,
  jurisdiction: z.string(),
  contractNo: z.string(),
  status: z.enum(['draft', 'signed', 'suspended', 'terminated', 'closed']),
  /** Of the terms in force; 0 before the first signature. */
  revision: z.int(),
  commitment: z.enum(['pending', 'recorded', 'refused']),
  signedAt: instant.optional(),
  filing: z.object({ filingNo: z.string(), filedOn: localDate, noticeUrl: z.string() }).optional(),
  terms: contractTerms.optional(),
  /** A text that waits for the signature of somebody else than its author (R70). */
  draft: z.object({ revision: z.int(), terms: contractTerms, termsHash: sha256, reason: z.string().optional(), draftedBy: z.string() }).optional(),
});

export const challengeView = z.object({
  challengeId: uuid,
  tenderId: uuid,
  purchaseId: uuid,
  challengerOrgId: uuid,
  stage: z.enum(['documents', 'process', 'result']),
  grounds: z.string(),
  status: z.enum(['filed', 'upheld', 'dismissed', 'withdrawn']),
  holds: z.boolean(),
  filedAt: instant,
  replyUntil: instant,
  reasons: z.string().optional(),
});
