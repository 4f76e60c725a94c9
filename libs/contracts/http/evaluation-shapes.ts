import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { basisPoints, code, grade, text } from '../vocabulary.js';

/** What the routes of evaluation take and give. A person is a pseudonymous id; free text stays inside the service. */

const party = z.enum(['third-party', 'purchaser', 'supervisor', 'recipient', 'provider']);
const title = z.string().trim().min(1).max(120);
const count = z.int().min(0).max(10_000_000);
/** Points in hundredths, on any scale: 2500 is 25.00 points. */
const points = z.int().min(1).max(1_000_000);

const scoring = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quantity-ratio'), unitZh: z.string().min(1).max(20) }),
  z.strictObject({ kind: z.literal('checklist'), items: z.array(z.strictObject({ code, zh: title })).min(1).max(50) }),
  z.strictObject({ kind: z.literal('rating'), max: z.int().min(1).max(1000) }),
  z.strictObject({
    kind: z.literal('survey'),
    fullFromBp: basisPoints,
    minimumRespondents: count,
    minimumShareBp: basisPoints,
  }),
]);

const named = { code, zh: title, en: title, pointsBp: points };
const leaf = z.strictObject({ ...named, scoring, evidence: z.array(title).max(20) });
const second = z.strictObject({ ...named, children: z.array(leaf).min(1).max(30) });
const first = z.strictObject({ ...named, children: z.array(z.union([leaf, second])).min(1).max(30) });

export const templateContent = z.strictObject({
  titleZh: title,
  titleEn: title,
  /** Sum of all points in hundredths: 10000 for a scale of 100. */
  scaleBp: points,
  /** One to three levels. */
  indicators: z.array(z.union([leaf, first])).min(1).max(30),
  parties: z.array(z.strictObject({ party, weightBp: basisPoints })).min(1).max(5),
  vetoes: z.array(z.strictObject({ code, zh: title, en: title })).max(20),
  /** Best first; half-open. */
  bands: z.array(z.strictObject({ grade, fromBp: basisPoints })).min(2).max(4),
});

const remark = text.optional();
const entry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quantity-ratio'), delivered: count, agreed: count, remark }),
  z.strictObject({ kind: z.literal('checklist'), met: z.array(code).max(50), remark }),
  z.strictObject({ kind: z.literal('rating'), value: count, remark }),
  z.strictObject({ kind: z.literal('survey'), satisfied: count, respondents: count, population: count, remark }),
]);

export const sheetContent = z.strictObject({
  /** By indicator code; a draft may leave indicators out. */
  entries: z.record(code, entry),
  vetoes: z.array(z.strictObject({ code, ground: text })).max(20),
});

export const nomination = z.strictObject({ evaluatorId: z.string().trim().min(1).max(64), orgId: z.string().trim().min(1).max(64), party });

export const reopening = z.strictObject({ indicators: z.array(code).max(60), vetoes: z.boolean() });

/** Where a round stands, its result included. */
export const roundStage = z.enum([
  'planned',
  'ready',
  'open',
  'computed',
  'notified',
  'appealed',
  'published',
  'superseded',
  'cancelled',
]);

export const roundSummary = z.object({
  roundId: uuid,
  purchaseId: uuid,
  contractId: uuid,
  agency: z.object({ orgId: uuid, nameZh: z.string() }),
  evaluationCode: code,
  kind: z.string(),
  attempt: z.int(),
  revision: z.int(),
  stage: roundStage,
  weightBp: basisPoints,
  plannedDue: instant,
  due: instant.optional(),
  jurisdiction: z.string(),
});

export const resultView = z.object({
  resultId: uuid,
  roundId: uuid,
  revision: z.int(),
  status: z.enum(['computed', 'notified', 'appealed', 'published', 'set-aside', 'superseded']),
  scoreBp: basisPoints,
  grade,
  vetoes: z.array(code),
  byParty: z.array(z.object({ party, scoreBp: basisPoints, sheets: z.int() })),
  byIndicator: z.array(z.object({ code, pointsBp: z.int(), ofBp: z.int() })),
  computedAt: instant,
  notifiedAt: instant.optional(),
  appealUntil: instant.optional(),
  publishedAt: instant.optional(),
  publishedBecause: z.string().optional(),
  rectificationDue: instant.optional(),
});

export const appealView = z.object({
  appealId: uuid,
  resultId: uuid,
  roundId: uuid,
  status: z.enum(['filed', 'upheld', 'dismissed']),
  grounds: z.string(),
  indicators: z.array(code),
  filedAt: instant,
  decidedAt: instant.optional(),
  reasons: z.string().optional(),
});

export const panelMemberView = z.object({
  evaluatorId: z.string(),
  orgId: z.string(),
  party,
  interest: z.enum(['undeclared', 'none', 'recused', 'replaced']),
  signed: z.boolean(),
});

export const sheetView = z.object({
  roundId: uuid,
  revision: z.int(),
  evaluatorId: z.string(),
  status: z.enum(['blank', 'draft', 'signed']),
  content: sheetContent,
  signedAt: instant.optional(),
  /** Of the signed content. */
  sha256: z.string().optional(),
});
