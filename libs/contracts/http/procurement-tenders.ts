import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';
import { basisPoints, fen, text } from '../vocabulary.js';
import { page, pageOf } from './page.js';
import {
  awardView, bidReceipt, bidScores, criterion, openedBidView, panelMember, panelSeat, purchaseId, tenderMethod, tenderStatus, tenderView,
} from './procurement-shapes.js';

/** Routes of procurement from the notice to the award. */

const tenderId = z.object({ tenderId: uuid });
const bidId = z.object({ bidId: uuid });
const bidContent = z.strictObject({
  priceFen: fen.refine((amount) => amount !== '0', 'more than nothing'),
  proposal: z.string().trim().min(1).max(20_000),
  /** By the declaration letter; social organisations are none (R27, R28). */
  smallEnterprise: z.boolean(),
  /** Where the agency wants to be paid, if it wins; an account registered with funding. */
  payeeAccountId: uuid.optional(),
});

export const publishTender = defineRoute({
  id: 'publishTender',
  method: 'POST',
  path: '/purchases/:purchaseId/tender',
  summary: 'Publishes the tender of a purchase whose budget is reserved (R10, R33–R36, R51–R53)',
  allow: ['purchaser'],
  params: purchaseId,
  body: z.strictObject({
    tenderNo: z.string().trim().min(1).max(64),
    method: tenderMethod,
    /** What this method was approved under, where it needs approval (R17). */
    methodApprovalNo: z.string().trim().min(1).max(64).optional(),
    budgetFen: fen,
    priceWeightBp: basisPoints,
    smallEnterpriseDeductionBp: basisPoints.default(0),
    criteria: z.array(criterion).min(1).max(40),
    bidsUntil: instant,
    /** When void, keep the money reserved and tender again. */
    retenderIfVoid: z.boolean().default(false),
  }),
  response: tenderView,
  status: 201,
});

export const listTenders = defineRoute({
  id: 'listTenders',
  method: 'GET',
  path: '/tenders',
  summary: 'Tenders, the newest first. Notices are public: an agency of another region sees them too (R22)',
  allow: ['purchaser', 'contract-approver', 'panel-member', 'agency', 'auditor'],
  query: page.extend({ status: tenderStatus.optional() }),
  response: pageOf(tenderView),
});

export const getTender = defineRoute({
  id: 'getTender',
  method: 'GET',
  path: '/tenders/:tenderId',
  summary: 'A tender, with its panel for those who may know it before the result (R47)',
  allow: ['purchaser', 'contract-approver', 'panel-member', 'agency', 'auditor'],
  params: tenderId,
  response: z.object({ tender: tenderView, panel: z.array(panelMember), award: awardView.optional() }),
});

export const submitBid = defineRoute({
  id: 'submitBid',
  method: 'POST',
  path: '/tenders/:tenderId/bids',
  summary: 'Seals a bid and gives its receipt; nobody can read it before the deadline (R41, R175)',
  allow: ['agency'],
  params: tenderId,
  body: bidContent,
  response: bidReceipt,
  status: 201,
});

export const replaceBid = defineRoute({
  id: 'replaceBid',
  method: 'POST',
  path: '/bids/:bidId/replacement',
  summary: 'Replaces the caller’s sealed bid before the deadline (R41)',
  allow: ['agency'],
  params: bidId,
  body: bidContent,
  response: bidReceipt,
  status: 201,
});

export const withdrawBid = defineRoute({
  id: 'withdrawBid',
  method: 'POST',
  path: '/bids/:bidId/withdrawal',
  summary: 'Withdraws the caller’s sealed bid before the deadline (R41)',
  allow: ['agency'],
  params: bidId,
  response: bidReceipt,
});

export const listMyBids = defineRoute({
  id: 'listMyBids',
  method: 'GET',
  path: '/tenders/:tenderId/bids/mine',
  summary: 'Receipts of the caller’s own bids in a tender',
  allow: ['agency'],
  params: tenderId,
  response: z.object({ items: z.array(bidReceipt) }),
});

export const listOpenedBids = defineRoute({
  id: 'listOpenedBids',
  method: 'GET',
  path: '/tenders/:tenderId/bids',
  summary: 'The opened bids; refused before the opening (R37, R41)',
  allow: ['purchaser', 'contract-approver', 'panel-member', 'auditor'],
  params: tenderId,
  response: z.object({ items: z.array(openedBidView) }),
});

export const rejectBid = defineRoute({
  id: 'rejectBid',
  method: 'POST',
  path: '/bids/:bidId/rejection',
  summary: 'Declares a bid invalid: qualification by the purchaser, conformity by the panel’s leader (R44, R57)',
  allow: ['purchaser', 'panel-member'],
  params: bidId,
  body: z.strictObject({ stage: z.enum(['qualification', 'conformity']), reason: text }),
  response: tenderView,
});

export const composePanel = defineRoute({
  id: 'composePanel',
  method: 'POST',
  path: '/tenders/:tenderId/panel',
  summary: 'Composes the evaluation panel after the opening (R46, R47, R49, T3)',
  allow: ['purchaser'],
  params: tenderId,
  body: z.strictObject({ members: z.array(panelSeat).min(1).max(30) }),
  response: z.object({ panel: z.array(panelMember) }),
  status: 201,
});

export const declareBidInterest = defineRoute({
  id: 'declareBidInterest',
  method: 'POST',
  path: '/tenders/:tenderId/interest',
  summary: 'A member declares that there is no interest in any bidder, or recuses (R50)',
  allow: ['panel-member'],
  params: tenderId,
  body: z.discriminatedUnion('declaration', [z.strictObject({ declaration: z.literal('none') }), z.strictObject({ declaration: z.literal('recused'), reason: text })]),
  response: z.object({ panel: z.array(panelMember) }),
});

export const replaceBidPanelMember = defineRoute({
  id: 'replaceBidPanelMember',
  method: 'POST',
  path: '/tenders/:tenderId/panel/:memberId/replacement',
  summary: 'Replaces a recused member; the opinions of the one who left are void (R50)',
  allow: ['purchaser'],
  params: tenderId.extend({ memberId: z.string().min(1).max(64) }),
  body: panelSeat,
  response: z.object({ panel: z.array(panelMember) }),
});

export const scoreBids = defineRoute({
  id: 'scoreBids',
  method: 'POST',
  path: '/tenders/:tenderId/scores',
  summary: 'Signs the caller’s own scores of all bids; the last signature ranks them (R52, R54, R58, R59)',
  allow: ['panel-member'],
  params: tenderId,
  body: z.strictObject({
    scores: z.array(bidScores).min(1).max(200),
    correction: z.enum(['objective-items-unequal', 'addition-error', 'abnormal-score']).optional(),
  }),
  response: z.object({
    revision: z.int(),
    evaluated: z.boolean(),
    /** Objective criteria on which the signed sheets differ; nothing is ranked before they are equal (R54). */
    unequal: z.array(z.object({ bidId: uuid, criterion: z.string() })),
  }),
});

export const getMyBidScores = defineRoute({
  id: 'getMyBidScores',
  method: 'GET',
  path: '/tenders/:tenderId/scores/mine',
  summary: 'The caller’s own signed scores; nobody sees those of others before the result (R54)',
  allow: ['panel-member'],
  params: tenderId,
  response: z.object({ revision: z.int(), scores: z.array(bidScores), signedAt: instant.optional() }),
});

export const announceAward = defineRoute({
  id: 'announceAward',
  method: 'POST',
  path: '/tenders/:tenderId/award',
  summary: 'Confirms the first of the ranking and announces the result (R61, R62)',
  allow: ['purchaser'],
  params: tenderId,
  response: awardView,
  status: 201,
});

export const tenderRoutes = [
  publishTender, listTenders, getTender, submitBid, replaceBid, withdrawBid, listMyBids, listOpenedBids, rejectBid, composePanel, declareBidInterest,
  replaceBidPanelMember, scoreBids, getMyBidScores, announceAward,
] as const;
