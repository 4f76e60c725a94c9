import { atLeast, chinaCalendar, deadline, type Profile } from '@goufu/jurisdiction';
import { addDays, endOfDay, localDateOf, WHOLE, type Decision, type Instant, type LocalDate, type Refusal } from '@goufu/kernel';
import { unfairText } from './lint-criteria.js';
import type { Criterion, TenderCommand, TenderMethod } from './tender.commands.js';
import type { TenderFact } from './tender.facts.js';
import { refuseTender as refuse } from './tender.refusals.js';

type Publish = Extract<TenderCommand, { kind: 'publish' }>;

/** Checks a notice against the profile of its day: weights (R52, R53), fairness (R22), time (R35), method (R16, R17). */
export function publish(command: Publish): Decision<TenderFact> {
  const { method, budget, criteria, priceWeightBp, deductionBp, bidsUntil, retenderIfVoid, methodApprovalNo, profile, on } = command;
  const refusal = refusalOfCriteria(criteria, priceWeightBp) ?? refusalOfLimits(command) ?? refusalOfMethod(command);
  if (refusal) return refusal;
  const earliest = earliestDeadline(method, profile, on);
  if (localDateOf(bidsUntil) < earliest) return refuse('too-short', { earliest });
  const documents = deadline({ from: on, ...profile.get('tender.documents_days') }, chinaCalendar).due;
  const clarificationsUntil = latestClarification(method, profile, bidsUntil);
  return [
    {
      kind: 'published', method, budget, criteria, priceWeightBp, deductionBp, bidsUntil, retenderIfVoid,
      documentsUntil: endOfDay(documents),
      clarificationsUntil,
      ...(methodApprovalNo === undefined ? {} : { methodApprovalNo }),
    },
  ];
}

/** The first day on which bids may close: 20 days after the documents are issued, 10 in a consultation (R35). */
function earliestDeadline(method: TenderMethod, profile: Profile, on: LocalDate): LocalDate {
  const period = profile.get(method === 'open-tender' ? 'tender.preparation_days' : 'consultation.preparation_days');
  return deadline({ from: on, ...period }, chinaCalendar).due;
}

/** Changes that may affect bids must be out so many days before the deadline (R36). */
function latestClarification(method: TenderMethod, profile: Profile, bidsUntil: Instant): Instant {
  const { amount } = profile.get(method === 'open-tender' ? 'tender.clarification_days' : 'consultation.clarification_days');
  return endOfDay(addDays(localDateOf(bidsUntil), -amount));
}

function refusalOfCriteria(criteria: readonly Criterion[], priceWeightBp: number): Refusal | undefined {
  if (criteria.reduce((sum, { weightBp }) => sum + weightBp, priceWeightBp) !== WHOLE) return refuse('weights-differ');
  if (new Set(criteria.map(({ code }) => code)).size < criteria.length || criteria.some(({ code }) => code === 'price')) return refuse('criterion-twice');
  const unquantified = criteria.find(({ weightBp, items }) => items.reduce((sum, { pointsBp }) => sum + pointsBp, 0) !== weightBp);
  if (unquantified) return refuse('item-points', { criterion: unquantified.code });
  const unfair = unfairText(criteria);
  return unfair === undefined ? undefined : refuse('unfair-criterion', { text: unfair });
}

function refusalOfLimits({ method, priceWeightBp, deductionBp, profile }: Publish): Refusal | undefined {
  const weight = profile.get(method === 'open-tender' ? 'score.price_weight.services' : 'score.price_weight.consultation');
  if (priceWeightBp < weight.min || priceWeightBp > weight.max) return refuse('price-weight', { min: weight.min, max: weight.max });
  const deduction = profile.get('sme.deduction');
  const outside = deductionBp !== 0 && (deductionBp < deduction.min || deductionBp > deduction.max);
  return outside ? refuse('deduction', { min: deduction.min, max: deduction.max }) : undefined;
}

/** Other methods at or above the open-tender threshold need approval, and purchases of one kind are added up (R16, R17). */
function refusalOfMethod({ method, budget, sameKind, methodApprovalNo, profile }: Publish): Refusal | undefined {
  if (method === 'open-tender' || methodApprovalNo !== undefined) return undefined;
  const threshold = profile.get('procurement.threshold.open_tender');
  return atLeast(budget + sameKind, threshold) ? refuse('method-not-approved', { thresholdFen: threshold.toString() }) : undefined;
}
