import { WHOLE } from '@goufu/kernel';
import {
  checked, count, flag, integer, listOf, minutes, money, oneOf, optional, period, range, share, structure, text, type Kind,
} from './kinds.js';

/** 优秀, 良好, 合格, 不合格 (R107). */
const grade = oneOf('excellent', 'good', 'pass', 'fail');

/** One grade and the lowest score that earns it (R107). */
const band = structure((field) => ({ grade: field('grade', grade), fromBp: field('fromBp', share) }));

/** What a grade does to a tranche (R109). */
const consequence = structure((field) => ({
  grade: field('grade', grade),
  factorBp: field('factorBp', share),
  effect: field('effect', oneOf('release', 'release-after-rectification', 'hold')),
}));

const evaluationRound = structure((field) => ({ kind: field('kind', oneOf('mid-term', 'final')), weightBp: field('weightBp', share) }));

const indicator = structure((field) => ({
  code: field('code', text),
  nameZh: field('nameZh', text),
  pointsBp: field('pointsBp', share),
  /** Any of these makes the result `fail`, whatever the score. */
  vetoes: field('vetoes', optional(listOf(text))),
}));

/** A list whose shares add up to the whole. */
const wholeOf = <T>(part: Kind<T>, shareOf: (part: T) => number): Kind<readonly T[]> =>
  checked(listOf(part), `shares that add up to ${WHOLE}`, (parts) => parts.reduce((sum, each) => sum + shareOf(each), 0) === WHOLE);

const evaluationTemplate = structure((field) => ({
  templateId: field('templateId', text),
  version: field('version', integer(1)),
  indicators: field('indicators', wholeOf(indicator, ({ pointsBp }) => pointsBp)),
  rounds: field('rounds', wholeOf(evaluationRound, ({ weightBp }) => weightBp)),
}));

const trancheShare = structure((field) => ({
  shareBp: field('shareBp', share),
  conditions: field('conditions', listOf(oneOf('contract-filed', 'mid-term-evaluation', 'final-evaluation', 'acceptance'))),
}));

/** From this amount on, one different person in each of these roles must approve; whatever the amount, so many at the least (R70). */
const approvalThresholds = (least: number, called: string) =>
  checked(
    listOf(
      structure((field) => ({
        fromFen: field('fromFen', money),
        roles: field('roles', checked(listOf(oneOf('finance-approver', 'finance-leader')), called, (roles) => roles.length >= least)),
      })),
    ),
    'a threshold from 0',
    (all) => all.some(({ fromFen }) => fromFen === 0n),
  );

const fraction = structure((field) => ({ numerator: field('numerator', count), denominator: field('denominator', integer(1)) }));

const groupLimit = structure((field) => ({ group: field('group', text), minBp: field('minBp', share), maxBp: field('maxBp', share) }));

const supplement = structure((field) => ({ certificate: field('certificate', text), monthlyFen: field('monthlyFen', money) }));

/** Where the money of a budget line comes from (R127). */
const fundSource = oneOf(
  'central-budget', 'province-budget', 'city-budget', 'district-budget', 'guarantee-fund', 'incentive-fund', 'welfare-lottery', 'social-fund', 'charity',
);

/** What money is spent on. The last four are what a fund may refuse by name (R128). */
const fundUse = oneOf(
  'social-work-service', 'community-service', 'micro-project', 'demonstration', 'training', 'evaluation',
  'community-staff-pay', 'private-matter', 'responsible-party', 'government-duty',
);

/** What a source may be spent on; a purchase for anything else is refused (R127). */
const sourceUses = structure((field) => ({ source: field('source', fundSource), uses: field('uses', listOf(fundUse)) }));

/** What a fund refuses by name, and the entries of the purchase directory that it does not pay (R128). */
const fundRefusal = structure((field) => ({
  source: field('source', fundSource),
  uses: field('uses', listOf(fundUse)),
  directory: field('directory', optional(listOf(text))),
}));

/** What a community of one kind gets: a base, and an amount for every hundred residents (R128). */
const fundFormula = structure((field) => ({
  community: field('community', oneOf('urban', 'rural')),
  baseFen: field('baseFen', money),
  perHundredFen: field('perHundredFen', money),
}));

/**
 * Every number of law and locality that Goufu knows, and how its value looks. The values, their sources and their dates are in
 * `profiles/*.json`.
 */
const KEYS = {
  'procurement.threshold.decentralised': money,
  'procurement.threshold.open_tender': money,
  'procurement.intention_days': period,
  'requirement.survey_respondents': count,

  'tender.notice_days': period,
  'tender.documents_days': period,
  'tender.preparation_days': period,
  'tender.clarification_days': period,
  'tender.minimum_bidders': count,
  'tender.deposit_cap': share,
  'tender.seal_custody': oneOf('platform', 'bidder', 'joint'),
  'opening.decrypt_minutes': minutes,
  'consultation.preparation_days': period,
  'consultation.clarification_days': period,
  'consultation.two_suppliers': oneOf('refused', 'allowed-with-note'),
  'enquiry.reply_days': period,

  'panel.minimum_members': count,
  'panel.large_minimum_members': count,
  'panel.large_budget': money,
  'panel.odd': flag,
  'panel.expert_share': fraction,
  'panel.draw_lead_days': period,
  'panel.recusal_months': count,
  'consultation.panel_minimum_members': count,

  'score.price_weight.services': range(WHOLE),
  'score.price_weight.consultation': range(WHOLE),
  'score.group_limits': optional(listOf(groupLimit)),
  'score.display_decimals': count,
  'score.tie_rule': oneOf('draw', 'document'),
  'sme.deduction': range(WHOLE),
  'sme.joint_deduction': range(WHOLE),

  'award.report_days': period,
  'award.decide_days': period,
  'award.announce_days': period,
  'award.announcement_days': period,
  'award.objection_window': optional(period),
  'award.sign_days': period,
  'contract.announce_days': period,
  'contract.file_days': period,
  'contract.max_months': range(120),
  'contract.additions_cap': share,
  'bond.performance': range(WHOLE),
  'challenge.file_days': period,
  'challenge.reply_days': period,
  'complaint.file_days': period,
  'complaint.decide_days': period,
  'complaint.suspend_days': period,
  'archive.years': count,

  'cost.labour_floor': optional(share),
  'cost.other_cap': optional(share),
  'cost.management_cap': optional(share),
  'cost.tax_cap': optional(share),
  'cost.budget_variance': share,
  'vacancy.deduct': structure((field) => ({ continuous: field('continuous', period), cumulative: field('cumulative', period) })),
  'vacancy.terminate': period,

  'pay.invoice_days': period,
  'pay.sme_days': period,
  'pay.sme_contract_days': period,
  'pay.late_interest': structure((field) => ({ perDayBp: field('perDayBp', share) })),
  'pay.lpr_one_year': structure((field) => ({ yearlyBp: field('yearlyBp', share) })),
  /** Day of the year by which the arrears of the year before are published: `03-31`. */
  'pay.arrears_publish_by': checked(text, 'a month and day', (day) => /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)),
  'pay.schedule': wholeOf(trancheShare, ({ shareBp }) => shareBp),
  'pay.approval_thresholds': approvalThresholds(2, 'at least two approvers'),
  'pay.enquiry_minutes': minutes,
  'pay.stuck_after': period,
  /** Within which a suspended entry or a reconciliation break is explained. */
  'reconcile.explain_within': period,
  payment_mode: listOf(oneOf('direct', 'authorised', 'merged')),
  'clawback.reply_days': period,
  'clawback.refund_days': period,
  /** Beside whoever proposes how a case is to end. */
  'clawback.approval_thresholds': approvalThresholds(1, 'at least one approver'),
  'budget.carry_over_years': integer(1),
  'fund.uses': checked(listOf(sourceUses), 'every source once', (all) => all.length === 9 && new Set(all.map(({ source }) => source)).size === 9),
  'fund.refusals': optional(listOf(fundRefusal)),
  'fund.guarantee_formula': optional(checked(listOf(fundFormula), 'both kinds of community', (all) => new Set(all.map(({ community }) => community)).size === 2)),

  'eval.scale': count,
  'eval.template': evaluationTemplate,
  'eval.bands': checked(listOf(band), 'a band from 0', (all) => all.some(({ fromBp }) => fromBp === 0)),
  'eval.consequences': checked(listOf(consequence), 'each of four grades once', (all) => all.length === 4 && new Set(all.map((one) => one.grade)).size === 4),
  'eval.rectification_days': period,
  'eval.reevaluations': count,
  'eval.appeal_window': period,
  'eval.spotcheck_rate': share,
  'eval.satisfaction_pass': share,
  'ranking.prior_mean': share,
  'ranking.prior_strength': count,
  'ranking.period': oneOf('year', 'quarter'),
  'ranking.minimum_results': integer(1),
  'ranking.fault_deduction': share,
  'ranking.publish_days': period,

  'workforce.supplement': optional(listOf(supplement)),
  'workforce.ce_hours': structure((field) => ({
    assistant: field('assistant', count), socialWorker: field('socialWorker', count), years: field('years', count),
  })),
  'workforce.cumulative_training_hours': optional(count),
  'station.min_staff': count,
  'station.certified_share': share,
  'post.per_village': optional(count),
  'post.per_community': optional(count),
  demo_points: optional(structure((field) => ({ perDistrict: field('perDistrict', count), perCounty: field('perCounty', count) }))),
  'linkage.model': listOf(oneOf('community', 'social-organisation', 'social-worker', 'volunteer', 'charity')),
  competent_department: oneOf('civil-affairs', 'party-social-work'),
};

export type ProfileKey = keyof typeof KEYS;

/** The type of each key's value. */
export type ProfileValues = { readonly [K in ProfileKey]: (typeof KEYS)[K] extends Kind<infer V> ? V : never };

/** The same catalogue, in the form in which the compiler can follow from a key to its value. */
export const kinds: { readonly [K in ProfileKey]: Kind<ProfileValues[K]> } = KEYS;

export const isProfileKey = (name: string): name is ProfileKey => Object.hasOwn(KEYS, name);

export const profileKeys: readonly ProfileKey[] = Object.keys(KEYS).filter(isProfileKey);
