import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, localDate, uuid } from '../envelope.js';
import { budgetPart, code, fen, fundUse, text, title } from '../vocabulary.js';
import { page, pageOf } from './page.js';
import { awardView, challengeView, contractView, OFFICE, purchaseId, purchaseStatus, purchaseSummary, tenderView } from './procurement-shapes.js';

/** Routes of procurement around a purchase; tenders and contracts have files of their own beside this one. */

export const listKnownBudgetLines = defineRoute({
  id: 'listKnownBudgetLines',
  method: 'GET',
  path: '/known-budget-lines',
  summary: 'Budget lines on which a purchase can be planned (R10)',
  allow: ['purchaser', 'auditor'],
  query: page,
  response: pageOf(z.object({ lineId: uuid, year: z.int(), titleZh: z.string(), source: z.string(), allowedUse: z.string(), fen, jurisdiction: z.string() })),
});

export const planPurchase = defineRoute({
  id: 'planPurchase',
  method: 'POST',
  path: '/purchases',
  summary: 'Plans a purchase and asks funding for its money (R8–R10, R18–R21)',
  allow: ['purchaser'],
  body: z.strictObject({
    title,
    directoryItem: z.strictObject({ code: z.string().trim().min(1).max(32), nameZh: title }),
    /** What the money is spent on: decides whether the line may pay for it (R127, R128). Social-work services unless told. */
    use: fundUse.optional(),
    category: code,
    totalFen: fen.refine((amount) => amount !== '0', 'more than nothing'),
    asks: z.array(budgetPart).min(1).max(50),
    /** Each question of the negative list, answered (R9). */
    negativeList: z.strictObject({
      outsideDuties: z.boolean(),
      governmentsOwnTask: z.boolean(),
      goodsOrWorks: z.boolean(),
      financing: z.boolean(),
      staffOrDispatch: z.boolean(),
      otherwiseBarred: z.boolean(),
    }),
    preparation: z.strictObject({
      surveyRespondents: z.int().min(0).max(1_000_000),
      publicConsultedOn: localDate.optional(),
      keyReviewedOn: localDate.optional(),
      intentionPublishedOn: localDate.optional(),
    }),
  }),
  response: purchaseSummary,
  status: 201,
});

export const cancelPurchase = defineRoute({
  id: 'cancelPurchase',
  method: 'POST',
  path: '/purchases/:purchaseId/cancellation',
  summary: 'Gives up a purchase that has no contract yet; its money goes back (R38)',
  allow: ['purchaser'],
  params: purchaseId,
  body: z.strictObject({ reason: text }),
  response: purchaseSummary,
});

export const listPurchases = defineRoute({
  id: 'listPurchases',
  method: 'GET',
  path: '/purchases',
  summary: 'Purchases of the caller’s region, the newest first; an agency sees those that it won',
  allow: [...OFFICE, 'agency', 'evaluator'],
  query: page.extend({ status: purchaseStatus.optional() }),
  response: pageOf(purchaseSummary),
});

export const getPurchase = defineRoute({
  id: 'getPurchase',
  method: 'GET',
  path: '/purchases/:purchaseId',
  summary: 'A purchase with its tenders, award, contract and challenges, as far as the caller may see them',
  allow: [...OFFICE, 'agency', 'evaluator'],
  params: purchaseId,
  response: z.object({
    purchase: purchaseSummary,
    directoryItem: z.object({ code: z.string(), nameZh: z.string() }),
    asks: z.array(budgetPart),
    reserved: z.array(budgetPart),
    shortFen: fen.optional(),
    tenders: z.array(tenderView),
    award: awardView.optional(),
    contract: contractView.optional(),
    challenges: z.array(challengeView),
  }),
});

export const listProcurementWaiting = defineRoute({
  id: 'listProcurementWaiting',
  method: 'GET',
  path: '/purchases/waiting',
  summary: 'What waits for the caller in procurement, the oldest first',
  allow: ['purchaser', 'contract-approver', 'panel-member', 'agency'],
  response: z.object({
    items: z.array(
      z.object({
        action: z.enum([
          'publish-tender', 'revise-plan', 'compose-panel', 'replace-member', 'announce-award', 'draft-contract', 'file-contract', 'mend-commitment',
          'decide-challenge', 'sign-contract', 'declare-interest', 'score', 'submit-bid',
        ]),
        purchaseId: uuid,
        title: z.string(),
        tenderId: uuid.optional(),
        contractId: uuid.optional(),
        challengeId: uuid.optional(),
        since: instant,
        until: instant.optional(),
      }),
    ),
  }),
});

export const purchaseRoutes = [listKnownBudgetLines, planPurchase, cancelPurchase, listPurchases, getPurchase, listProcurementWaiting] as const;
