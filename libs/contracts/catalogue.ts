import type { Context } from './envelope.js';
import type { FactContract } from './fact-contract.js';
import * as published from './facts.js';

/** Every fact that anybody publishes, by type. */
export const facts: readonly FactContract[] = Object.values(published).toSorted((a, b) => (a.type < b.type ? -1 : 1));

const byType = new Map(facts.map((fact) => [fact.type, fact]));

/** `factByType('funding.tranche-released.v1')`. */
export const factByType = (type: string): FactContract | undefined => byType.get(type);

/**
 * Who acts on a fact, by `context.fact`: each has an `on-<context>-<fact>.consumer.ts`. Oversight stands here only where its ranking
 * changes; its timeline and audit trail, and the portal's live updates, take every fact. Funding does not act on a challenge: while
 * one holds, procurement signs nothing, and a contract that must rest is suspended. Nor on single deliverables or the steps of a
 * rectification: what they come to reaches it as a milestone, an acceptance or a closed rectification.
 */
export const reactors = {
  'procurement.purchase-planned': ['funding'],
  'procurement.purchase-cancelled': ['funding'],
  'procurement.tender-published': [],
  'procurement.tender-voided': ['funding'],
  'procurement.bids-opened': [],
  'procurement.award-announced': [],
  'procurement.challenge-filed': [],
  'procurement.challenge-decided': [],
  'procurement.contract-signed': ['projects', 'evaluation', 'funding', 'oversight'],
  'procurement.contract-filed': ['funding'],
  'procurement.contract-amended': ['projects', 'evaluation', 'funding', 'oversight'],
  'procurement.contract-suspended': ['projects', 'evaluation', 'funding'],
  'procurement.contract-resumed': ['projects', 'evaluation', 'funding'],
  'procurement.contract-terminated': ['projects', 'evaluation', 'funding', 'oversight'],

  'projects.project-started': ['evaluation'],
  'projects.deliverable-submitted': [],
  'projects.deliverable-accepted': [],
  'projects.deliverable-returned': [],
  'projects.milestone-reached': ['evaluation', 'funding'],
  'projects.acceptance-certified': ['evaluation', 'funding'],
  'projects.rectification-opened': ['evaluation'],
  'projects.rectification-submitted': ['evaluation'],
  'projects.rectification-accepted': ['evaluation', 'funding'],
  'projects.rectification-failed': ['evaluation'],
  'projects.project-closed': ['funding', 'procurement'],

  'evaluation.round-opened': ['projects'],
  'evaluation.result-notified': ['projects'],
  'evaluation.appeal-filed': ['funding', 'projects'],
  'evaluation.appeal-decided': ['funding', 'projects'],
  'evaluation.result-published': ['funding', 'projects', 'oversight'],
  'evaluation.result-revised': ['funding', 'projects', 'oversight'],

  'funding.budget-line-opened': ['procurement'],
  'funding.budget-line-allotted': [],
  'funding.budget-line-changed': ['procurement'],
  'funding.budget-reserved': ['procurement'],
  'funding.budget-refused': ['procurement'],
  'funding.budget-year-closed': [],
  'funding.reservation-released': ['procurement'],
  'funding.commitment-recorded': ['procurement', 'projects'],
  'funding.commitment-refused': ['procurement', 'projects'],
  'funding.payment-requested': [],
  'funding.tranche-released': ['projects', 'oversight'],
  'funding.tranche-withheld': ['projects', 'oversight'],
  'funding.tranche-forfeited': ['projects', 'oversight'],
  'funding.tranche-cancelled': [],
  'funding.tranche-supplemented': ['projects'],
  'funding.payment-ordered': [],
  'funding.payment-approval-given': [],
  'funding.payment-approval-declined': [],
  'funding.payment-instructed': [],
  'funding.payment-unknown': [],
  'funding.payment-settled': ['projects'],
  'funding.payment-rejected': ['projects'],
  'funding.payment-returned': ['projects'],
  'funding.payment-returned-in-part': [],
  'funding.entry-suspended': [],
  'funding.entry-cleared': [],
  'funding.reconciliation-break-raised': [],
  'funding.reconciliation-break-cleared': [],
  'funding.reconciliation-overdue-raised': [],
  'funding.reconciliation-overdue-cleared': [],
  'funding.clawback-raised': ['projects', 'oversight'],
  'funding.clawback-replied': [],
  'funding.clawback-decided': [],
  'funding.clawback-settled': ['projects', 'oversight'],
  'funding.stuck-money-raised': [],
  'funding.stuck-money-cleared': [],

  'oversight.ranking-updated': [],
  'oversight.ranking-published': [],
} as const satisfies Record<string, readonly Context[]>;

const table: Readonly<Record<string, readonly Context[]>> = reactors;

/** Contexts that act on a fact. Throws `RangeError` for one that the table does not know. */
export function reactorsOf(fact: Pick<FactContract, 'context' | 'name'>): readonly Context[] {
  const acting = table[`${fact.context}.${fact.name}`];
  if (!acting) throw new RangeError(`reactors does not say who acts on ${fact.context}.${fact.name}`);
  return acting;
}
