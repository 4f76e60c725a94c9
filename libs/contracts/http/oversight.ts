import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, localDate, uuid } from '../envelope.js';
import { rankingScope, standing } from '../oversight/ranking.js';
import { ROLES } from '../route-contract.js';
import { basisPoints, code, fen, sha256 } from '../vocabulary.js';
import { page, pageOf } from './page.js';

/** Routes of oversight: who serves well, how a purchase went, and the proof that its record is whole. */

const jurisdiction = rankingScope.shape.jurisdiction;

/** Integer sums (bigint) as decimal strings. */
const whole = z.string().regex(/^\d+$/);

const rankingTable = z.object({
  scope: rankingScope,
  /** Best first, unrated agencies last: without position and score, which is no bad score. */
  rows: z.array(z.object({ agencyOrgId: uuid, nameZh: z.string(), ...standing.shape, faults: z.int() })),
  /** Set once the period's final ranking was published. */
  published: z.object({ rankingId: uuid, publishedAt: instant, factsDigest: sha256 }).optional(),
});

export const listRankings = defineRoute({
  id: 'listRankings',
  method: 'GET',
  path: '/rankings',
  summary: 'Rankings of agencies as they stand now, one table per jurisdiction, period and field of service',
  allow: 'anyone',
  /** A jurisdiction stands for everything below it. */
  query: page.extend({ jurisdiction: jurisdiction.optional(), period: rankingScope.shape.period.optional(), category: code.optional() }),
  response: pageOf(rankingTable),
});

export const explainRanking = defineRoute({
  id: 'explainRanking',
  method: 'GET',
  path: '/rankings/:jurisdiction/:period/:category/agencies/:agencyOrgId',
  summary: 'Why an agency stands where it stands: the results and faults that count, their weights, and the shrinkage in numbers',
  allow: 'anyone',
  params: rankingScope.extend({ agencyOrgId: uuid }),
  response: z.object({
    scope: rankingScope,
    agencyOrgId: uuid,
    nameZh: z.string(),
    standing: z.object(standing.shape),
    results: z.array(
      z.object({
        resultId: uuid,
        factId: uuid,
        contractId: uuid,
        evaluationCode: code,
        kind: z.string(),
        attempt: z.int(),
        revision: z.int(),
        scoreBp: basisPoints,
        weightBp: basisPoints,
        on: localDate,
      }),
    ),
    faults: z.array(z.object({ kind: z.enum(['forfeit', 'clawback', 'termination']), factId: uuid, contractId: uuid, on: localDate })),
    /** scoreBp = (weightedSum + priorStrength × 10000 × priorMeanBp) / (weightSum + priorStrength × 10000) − faults × deduction. */
    arithmetic: z.object({
      weightedSum: whole,
      weightSum: whole,
      priorMeanBp: basisPoints,
      priorStrength: z.int(),
      minimumResults: z.int(),
      faultDeductionBp: basisPoints,
      profileVersion: z.string(),
    }),
  }),
});

/** Where a purchase stands. */
const purchaseStage = z.enum([
  'planned',
  'budgeted',
  'tendering',
  'opened',
  'voided',
  'awarded',
  'contracted',
  'performing',
  'accepted',
  'suspended',
  'closed',
  'terminated',
  'cancelled',
]);
export type PurchaseStage = z.infer<typeof purchaseStage>;

const namedOrg = z.object({ orgId: uuid, nameZh: z.string() });

const purchaseStory = z.object({
  purchaseId: uuid,
  jurisdiction: z.string(),
  title: z.string().optional(),
  purchaser: namedOrg.optional(),
  agency: namedOrg.optional(),
  priceFen: fen.optional(),
  stage: purchaseStage,
  /** Since when it stands there. */
  since: instant,
});

export const listPurchaseStories = defineRoute({
  id: 'listPurchaseStories',
  method: 'GET',
  path: '/purchases',
  summary: 'Purchases of the caller’s region with where they stand, the latest first; an agency sees those that it took part in',
  allow: 'signed-in',
  query: page.extend({ stage: purchaseStage.optional() }),
  response: pageOf(purchaseStory),
});

export const getPurchaseTimeline = defineRoute({
  id: 'getPurchaseTimeline',
  method: 'GET',
  path: '/purchases/:purchaseId/timeline',
  summary: 'Every fact of a purchase that the caller may see, by business time and then by cause',
  allow: 'signed-in',
  params: z.object({ purchaseId: uuid }),
  response: z.object({
    purchase: purchaseStory,
    lines: z.array(
      z.object({
        factId: uuid,
        type: z.string(),
        zh: z.string(),
        en: z.string(),
        at: instant,
        /** In what capacity it was done; `system` when one fact led to another. */
        by: z.enum([...ROLES, 'treasury', 'system']),
        classification: z.enum(['public', 'internal', 'restricted']),
        amountFen: fen.optional(),
        /** What it is about: tranche number, evaluation, grade and the like. */
        about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        causationId: uuid.optional(),
        traceId: z.string().optional(),
      }),
    ),
  }),
});

export const verifyAuditTrail = defineRoute({
  id: 'verifyAuditTrail',
  method: 'GET',
  path: '/audit/seal',
  summary: 'Computes the hash chain of the audit trail again and says whether it is whole',
  allow: ['auditor', 'operator', 'finance-officer', 'finance-approver', 'purchaser', 'contract-approver'],
  query: z.object({ jurisdiction }),
  response: z.object({
    jurisdiction,
    whole: z.boolean(),
    /** Where the chain first differs from what was recorded. */
    broken: z.object({ position: z.int(), factId: uuid }).optional(),
    entries: z.int(),
    /** Facts that came in and wait for the seal of their day. */
    unsealed: z.int(),
    /** The latest hundred, newest first. */
    seals: z.array(z.object({ no: z.int(), lastPosition: z.int(), hash: sha256, sealedAt: instant })),
  }),
});

export const oversightRoutes = [listRankings, explainRanking, listPurchaseStories, getPurchaseTimeline, verifyAuditTrail] as const;
