import { chinaCalendar, deadline, type Profile } from '@goufu/jurisdiction';
import { addDays, localDateOf, sumFen, WHOLE, type LocalDate, type Refusal } from '@goufu/kernel';
import type { BudgetPart } from '../purchase/purchase.commands.js';
import { refuseContract as refuse } from './contract.refusals.js';
import type { ContractTerms, Tranche } from './terms.js';

/** The first thing that is wrong with the terms, if there is one. */
export const refusalOfTerms = (terms: ContractTerms, profile: Profile): Refusal | undefined =>
  refusalOfTerm(terms, profile) ?? refusalOfCodes(terms) ?? refusalOfPlan(terms) ?? refusalOfTranches(terms) ?? refusalOfSplit(terms);

/** No longer than the profile allows: normally a year, at most three (R11). */
function refusalOfTerm({ term: { from, to } }: ContractTerms, profile: Profile): Refusal | undefined {
  const { max } = profile.get('contract.max_months');
  return to <= from || to > lastDayOf(from, max) ? refuse('term', { months: max }) : undefined;
}

/** 1 May and 12 months: until 30 April. */
const lastDayOf = (from: LocalDate, months: number): LocalDate => addDays(deadline({ from, amount: months, unit: 'month', mode: 'maximum' }, chinaCalendar).strict, -1);

const codesOf = (things: readonly { readonly code: string }[]): string[] => things.map(({ code }) => code);
const twice = (codes: readonly string[]): string | undefined => codes.find((code, i) => codes.indexOf(code) < i);

function refusalOfCodes({ milestones, quotas, evaluationPlan }: ContractTerms): Refusal | undefined {
  const deliverables = milestones.flatMap((milestone) => milestone.deliverables);
  const fields = { '/milestones': codesOf(milestones), '/milestones/deliverables': codesOf(deliverables), '/quotas': codesOf(quotas), '/evaluationPlan': codesOf(evaluationPlan) };
  for (const [field, codes] of Object.entries(fields)) {
    const repeated = twice(codes);
    if (repeated !== undefined) return refuse('code-twice', { code: repeated, field });
  }
  return undefined;
}

function refusalOfPlan({ term, milestones, evaluationPlan }: ContractTerms): Refusal | undefined {
  const outside = milestones.find(({ due }) => due < term.from || due > term.to);
  if (outside) return refuse('milestone-outside', { milestone: outside.code });
  const weights = evaluationPlan.reduce((sum, { weightBp }) => sum + weightBp, 0);
  if (evaluationPlan.length > 0 && weights !== WHOLE) return refuse('evaluation-weights');
  for (const { readyOn, code, due } of evaluationPlan) {
    if (readyOn.kind === 'milestone' && !codesOf(milestones).includes(readyOn.milestoneCode)) {
      return refuse('unknown-milestone', { evaluation: code, field: '/evaluationPlan' });
    }
    if (localDateOf(due) < term.from) return refuse('term', { evaluation: code, field: '/evaluationPlan' });
  }
  return undefined;
}

function refusalOfTranches(terms: ContractTerms): Refusal | undefined {
  if (terms.tranches.some(({ amount }) => amount <= 0n)) return refuse('empty-tranche');
  return terms.tranches.map((tranche) => refusalOfTranche(tranche, terms)).find((refusal) => refusal !== undefined);
}

/** Conditions name what the contract has; a tranche that hangs on an evaluation knows what every grade does (R109). */
function refusalOfTranche({ no, conditions, payFactors }: Tranche, { milestones, evaluationPlan }: ContractTerms): Refusal | undefined {
  for (const condition of conditions) {
    if (condition.kind === 'milestone' && !codesOf(milestones).includes(condition.milestoneCode)) return refuse('unknown-milestone', { tranche: no, field: '/tranches' });
    const unknown = 'evaluationCode' in condition && !codesOf(evaluationPlan).includes(condition.evaluationCode);
    if (unknown) return refuse('unknown-evaluation', { tranche: no });
  }
  const evaluations = conditions.filter(({ kind }) => kind === 'evaluation').length;
  if (evaluations > 1) return refuse('two-evaluations', { tranche: no });
  const grades = new Set(payFactors.map(({ grade }) => grade));
  const wanted = evaluations === 0 ? 0 : 4;
  return grades.size === wanted && payFactors.length === wanted ? undefined : refuse('pay-factors', { tranche: no });
}

function refusalOfSplit({ price, budgetSplit }: ContractTerms): Refusal | undefined {
  if (twice(budgetSplit.map(({ lineId, year }) => `${lineId}/${year}`)) !== undefined) return refuse('split-twice');
  return sumFen(budgetSplit.map(({ amount }) => amount)) === price ? undefined : refuse('split-differs');
}

/** Nothing may be bound that was not reserved (R10). */
export function refusalOfReservation(split: readonly BudgetPart[], reserved: readonly BudgetPart[]): Refusal | undefined {
  const beyond = split.find(
    ({ lineId, year, amount }) => amount > sumFen(reserved.filter((part) => part.lineId === lineId && part.year === year).map((part) => part.amount)),
  );
  return beyond && refuse('not-reserved', { lineId: beyond.lineId, year: beyond.year });
}
