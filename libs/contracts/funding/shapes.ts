import { z } from 'zod';
import { fen, rule, trancheCondition } from '../vocabulary.js';

/** Where the money of a budget line comes from (R127). */
export const fundSource = z.enum([
  'central-budget',
  'province-budget',
  'city-budget',
  'district-budget',
  'guarantee-fund',
  'incentive-fund',
  'welfare-lottery',
  'social-fund',
  'charity',
]);

/** Spent at once, or as it is allotted in parts. */
export const allotment = z.enum(['one-off', 'in-parts']);

/** A condition that is not met yet, and the rule it comes from. All may be met and the commitment be short of money. */
export const waiting = z.object({
  condition: z.enum([...trancheCondition.options.map((option) => option.shape.kind.value), 'sufficient-commitment']),
  /** Code of the milestone or evaluation, the date, or the budget line, where there is one. */
  of: z.string().max(64).optional(),
  rule,
  /** What the budget line lacks, as it was last seen. */
  lacksFen: fen.optional(),
});

/** ISO 20022 Max35Text. */
export const endToEndId = z.string().regex(/^[A-Za-z0-9-]{1,35}$/);
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');
export const entryRef = z.string().min(1).max(64);
/** ISO 20022 external status reason: AC04, AM04, NARR. */
export const reasonCode = z.string().regex(/^[A-Z]{2}[A-Z0-9]{2}$/);

/** 承诺, 应付, 在途 and what lies beside them: where an amount can wait. The last three are of paid money that is asked back (R123). */
export const moneyStage = z.enum(['committed', 'payable', 'awaiting-approval', 'in-transit', 'unknown', 'suspense', 'awaiting-budget', 'awaiting-reply', 'awaiting-decision', 'awaiting-refund']);
/** On whom an amount waits. */
export const moneyOwner = z.enum(['purchaser', 'agency', 'evaluator', 'finance-officer', 'finance-approver', 'treasury']);

/** What waits for an explanation beside money that is stuck. */
export const reconciliationItem = z.enum(['suspended-entry', 'reconciliation-break']);

/** How the treasury's books and ours can differ. */
export const breakKind = z.enum(['balance-differs', 'statement-missing', 'opening-differs', 'statement-differs', 'entry-differs', 'file-refused']);
