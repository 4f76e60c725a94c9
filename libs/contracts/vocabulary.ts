import { z } from 'zod';
import { localDate, uuid } from './envelope.js';

/** Fen as a decimal string; never negative. */
export const fen = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'a decimal string of fen');
/** Fen as a decimal string; may be negative (differences). */
export const signedFen = z.string().regex(/^(0|-?[1-9]\d{0,17})$/, 'a decimal string of fen');
/** Hundredths of a percent or of a point: 0 … 10000. */
export const basisPoints = z.int().min(0).max(10_000);
/** Number of a rule in docs/rules.md. */
export const rule = z.string().regex(/^R\d{1,3}$/);
export const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a code in lower case').max(64);
export const text = z.string().trim().min(1).max(2000);
/** A name of a thing as people read it, Chinese. */
export const title = z.string().trim().min(1).max(200);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');
/** Jurisdiction profile that decided, with its date: `510104@2026-01-01`. */
export const profileVersion = z.string().min(1).max(100);
/** Counts from 1; a later revision replaces an earlier one. */
export const revision = z.int().positive();
/** Ids of what proves it, for the voucher pack (R118). */
export const evidenceIds = z.array(uuid);

/**
 * An enum that may grow: readers see values that they do not know as `other`. Never for what money depends on; there an unknown
 * value must fail, so that the record waits for a newer reader.
 */
export const openEnum = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.preprocess((value) => (typeof value === 'string' && !values.includes(value) ? 'other' : value), z.enum([...values, 'other']));

/** An organisation as others need to know it. */
export const org = z.object({ orgId: uuid, uscc: z.string().length(18), nameZh: z.string().min(1).max(120) });
export type Org = z.infer<typeof org>;

/** A part of an amount on one budget line in one fiscal year (R126, R127). */
export const budgetPart = z.object({ lineId: uuid, year: z.int().min(2000).max(2100), fen });
export type BudgetPart = z.infer<typeof budgetPart>;

/** What money is spent on (R127, R128); the last four are what a fund may refuse by name. */
export const fundUse = z.enum([
  'social-work-service',
  'community-service',
  'micro-project',
  'demonstration',
  'training',
  'evaluation',
  'community-staff-pay',
  'private-matter',
  'responsible-party',
  'government-duty',
]);
export type FundUse = z.infer<typeof fundUse>;

/** 优秀, 良好, 合格, 不合格 (R107). An unknown grade must wait, since money depends on it. */
export const grade = z.enum(['excellent', 'good', 'pass', 'fail']);
export type Grade = z.infer<typeof grade>;

/** Kinds have different owners and scales and are never merged (R99). */
export const evaluationKind = z.enum(['self', 'spot-check', 'mid-term', 'final', 'yearly', 'budget-performance']);

/** What must have happened before a tranche is owed; fixed at signing (R121). */
export const trancheCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contract-filed') }),
  z.object({ kind: z.literal('date'), on: localDate }),
  z.object({ kind: z.literal('milestone'), milestoneCode: code }),
  z.object({ kind: z.literal('acceptance') }),
  /** The pay factor of the grade decides what is released (tranche `payFactors`). */
  z.object({ kind: z.literal('evaluation'), evaluationCode: code }),
  z.object({ kind: z.literal('rectification-closed'), evaluationCode: code }),
  z.object({ kind: z.literal('payment-requested') }),
  z.object({ kind: z.literal('no-open-appeal') }),
  /** A later year that pays a part of the tranche has its budget; set by funding, not agreed on (R126). */
  z.object({ kind: z.literal('yearly-budget'), year: budgetPart.shape.year }),
]);
export type TrancheCondition = z.infer<typeof trancheCondition>;

/**
 * What a grade does to a tranche (R109): `release` at the factor, `release-after-rectification` at the factor once the
 * rectification is closed, `hold` until a re-evaluation.
 */
export const payFactor = z.object({
  grade,
  factorBp: basisPoints,
  effect: z.enum(['release', 'release-after-rectification', 'hold']),
});
export type PayFactor = z.infer<typeof payFactor>;
