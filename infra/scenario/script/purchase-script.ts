import {
  certifyAcceptance,
  draftContract,
  draftEvaluationTemplate,
  evaluationKind,
  grade,
  openBudgetLine,
  openEvaluationRound,
  planPurchase,
  publishTender,
  saveScoreSheet,
  trancheCondition,
  writeServicePlan,
} from '@goufu/contracts';
import { z } from 'zod';
import { bilingual, day, who, yuan } from './values.js';

/** What is asked of a budget line, named by its key in this script. */
const share = z.strictObject({ line: z.string(), amount: yuan });
const basisPoints = z.int().min(0).max(10_000);

const line = openBudgetLine.body.pick({ titleZh: true, source: true, allowedUse: true }).extend({
  key: z.string(),
  opened: yuan,
  /** To what the officer raises the line before the purchase is planned again. */
  raisedTo: yuan.optional(),
});

const plan = planPurchase.body.pick({ title: true, directoryItem: true, category: true, negativeList: true }).extend({
  day,
  surveyRespondents: z.int(),
  asks: z.array(share).min(1),
});

const tender = publishTender.body.pick({ method: true, priceWeightBp: true, smallEnterpriseDeductionBp: true, criteria: true }).extend({
  publishedOn: day,
  bidsOn: day,
  openingOn: day,
  panelOn: day,
  announcedOn: day,
  budget: yuan,
  panel: z.array(z.strictObject({ who, kind: z.enum(['expert', 'purchaser-representative']), leader: z.boolean().optional() })).min(3),
});

const bid = z.strictObject({
  who,
  price: yuan,
  proposal: z.string(),
  smallEnterprise: z.boolean(),
  /** Account on which the agency wants to be paid. */
  account: z.string(),
  /** Points in hundredths by criterion: one number for all members, or one for each in the order of the panel. */
  points: z.record(z.string(), z.union([z.int(), z.array(z.int())])),
  /** Computed by hand, in hundredths. */
  expects: z.strictObject({ rank: z.int(), priceScoreBp: basisPoints, totalBp: basisPoints }),
});

const terms = draftContract.body.shape;
const quota = terms.quotas.element;

const tranche = z.strictObject({
  shareBp: basisPoints,
  conditions: z.array(trancheCondition).min(1),
  /** Computed by hand (R121). */
  expects: yuan,
  requestedOn: day,
  /** The bank pays this one and then says nothing for so long that it must be asked (R116); 0: it answers. */
  bankSilentMinutes: z.int().min(0).default(0),
});

const deliverable = z.strictObject({
  code: z.string(),
  nameZh: z.string(),
  submittedOn: day,
  text: z.string(),
  /** The purchaser returns the first version with these reasons. */
  returned: z.strictObject({ reasons: z.array(z.string()).min(1), resubmittedOn: day, text: z.string() }).optional(),
});

const milestone = z.strictObject({ code: z.string(), nameZh: z.string(), dueOn: day, deliverables: z.array(deliverable).min(1) });

const attempt = z.strictObject({
  /** By evaluator; in the order of the panel. */
  sheets: z.record(who, saveScoreSheet.body),
  scoredOn: day,
  notifiedOn: day,
  /** The agency accepts at once, or the appeal window closes by itself. */
  ends: z.enum(['accepted', 'window-closes']),
  expects: z.strictObject({ scoreBp: basisPoints, grade, follows: z.array(z.string()) }),
  rectification: z.strictObject({ textZh: z.string(), submittedOn: day, acceptedOn: day }).optional(),
  /** The broker delivers the published result once more, and it is published again from the table. */
  repeated: z.boolean().default(false),
});

const evaluation = z.strictObject({
  code: z.string(),
  kind: evaluationKind,
  nameZh: z.string(),
  weightBp: basisPoints,
  readyOn: terms.evaluationPlan.element.shape.readyOn,
  dueOn: day,
  openedOn: day,
  attempts: z.array(attempt).min(1),
});

/** A purchase from its budget line to its closing: who does what on which day, and what must come of it. */
export const purchaseScript = z.strictObject({
  title: bilingual,
  cast: z.strictObject({
    financeOfficer: who,
    financeApprovers: z.array(who).min(2),
    purchaser: who,
    contractApprover: who,
    evaluators: z.array(z.strictObject({ who, party: openEvaluationRound.body.shape.panel.element.shape.party })).min(1),
  }),
  budget: z.strictObject({ day, lines: z.array(line).min(1) }),
  plan,
  tender,
  bids: z.array(bid).min(2),
  template: z.strictObject({ day, content: draftEvaluationTemplate.body.shape.content }),
  contract: z.strictObject({
    draftedOn: day,
    signedOn: day,
    filedOn: day,
    title: z.string(),
    from: day,
    to: day,
    price: yuan,
    budgetSplit: z.array(share).min(1),
    smeFlag: z.boolean(),
    quotas: z.array(quota),
    tranches: z.array(tranche).min(1),
  }),
  servicePlan: writeServicePlan.body.omit({ schedule: true, quotas: true }).extend({
    writtenOn: day,
    approvedOn: day,
    schedule: z.array(z.strictObject({ nameZh: z.string(), from: day, to: day })).min(1),
  }),
  milestones: z.array(milestone).min(1),
  evaluations: z.array(evaluation).min(1),
  acceptance: z.strictObject({ recordedOn: day, certifiedOn: day, evidenceZh: z.array(z.string()).min(1), recipients: certifyAcceptance.body.shape.recipients }),
  closing: z.strictObject({ day }),
});
export type PurchaseScript = z.output<typeof purchaseScript>;
export type BidScript = z.output<typeof bid>;
export type EvaluationScript = z.output<typeof evaluation>;
export type AttemptScript = z.output<typeof attempt>;
export type DeliverableScript = z.output<typeof deliverable>;
export type TrancheScript = z.output<typeof tranche>;
