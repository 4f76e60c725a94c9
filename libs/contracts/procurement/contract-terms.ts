import { z } from 'zod';
import { instant, localDate, uuid } from '../envelope.js';
import {
  basisPoints,
  budgetPart,
  code,
  evaluationKind,
  fen,
  org,
  payFactor,
  profileVersion,
  revision,
  text,
  title,
  trancheCondition,
} from '../vocabulary.js';

/** One tranche as signed: an amount and what must have happened before it is owed (R121). */
const contractTranche = z.object({
  trancheId: uuid,
  no: z.int().positive(),
  bp: basisPoints,
  fen,
  conditions: z.array(trancheCondition).min(1),
  payFactors: z.array(payFactor),
});

/** One line of what must be delivered (R83). */
const quota = z.object({
  code,
  nameZh: title,
  unitZh: title,
  quantity: z.int().positive(),
  unitPriceFen: fen.optional(),
  evidenceZh: z.array(text),
});

/** What makes an evaluation ready to be opened. */
const readyOn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('milestone'), milestoneCode: code }),
  z.object({ kind: z.literal('acceptance') }),
  z.object({ kind: z.literal('date') }),
]);

/** One evaluation that the contract foresees; its template is frozen at signing (R105). */
const evaluationPlanItem = z.object({
  code,
  kind: evaluationKind,
  nameZh: title,
  weightBp: basisPoints,
  templateId: uuid,
  templateVersion: z.int().positive(),
  due: instant,
  readyOn,
});

/** How the contract is paid beyond its tranches: month by month against cost lists (R118), and what lateness costs by agreement (R120). */
const paymentTerms = z.strictObject({ settledMonthly: z.boolean(), lateInterestYearlyBp: basisPoints.optional() });

/** All terms of a contract; signing and every amendment carry them in full, under the next revision. */
export const contractTerms = z.object({
  contractId: uuid,
  revision,
  tenderId: uuid,
  contractNo: title,
  title,
  /** Field of service (G64); the ranking compares within it. */
  category: code,
  agency: org,
  purchaser: org,
  priceFen: fen,
  term: z.object({ from: localDate, to: localDate }),
  /** How the price lies on budget lines and fiscal years (R126, R127). */
  budgetSplit: z.array(budgetPart).min(1),
  tranches: z.array(contractTranche).min(1),
  milestones: z.array(
    z.object({ code, nameZh: title, due: localDate, deliverables: z.array(z.object({ code, nameZh: title })).min(1) }),
  ),
  quotas: z.array(quota),
  evaluationPlan: z.array(evaluationPlanItem),
  payeeAccountId: uuid,
  /** Whether the payment protection of small enterprises applies (R120). */
  smeFlag: z.boolean(),
  payment: paymentTerms.optional(),
  profileVersion,
});
export type ContractTerms = z.infer<typeof contractTerms>;

/** An amount that is not even one has its own issue already, and counts as nothing here. */
const amountOf = (wire: string): bigint => (fen.safeParse(wire).success ? BigInt(wire) : 0n);
const total = (parts: readonly { readonly fen: string }[]): bigint => parts.reduce((sum, part) => sum + amountOf(part.fen), 0n);

/** Tranches and budget parts add up to the price, shares to 100 % (R121): what does not add up is no contract. */
export function checkSums(terms: ContractTerms, context: z.RefinementCtx): void {
  const price = amountOf(terms.priceFen);
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if (total(terms.tranches) !== price) wrong('tranches', 'tranches do not add up to the price');
  if (terms.tranches.reduce((sum, { bp }) => sum + bp, 0) !== 10_000) wrong('tranches', 'shares do not add up to 100 %');
  if (total(terms.budgetSplit) !== price) wrong('budgetSplit', 'the budget split does not add up to the price');
}
