import { gradeOf } from '@goufu/jurisdiction';
import { WHOLE, assert, type BasisPoints } from '@goufu/kernel';
import type { Entry, SheetContent } from '../sheet/sheet-content.js';
import { isLeaf, leavesOf, type Grade, type Indicator, type Leaf, type Party, type TemplateContent } from '../template/template-content.js';
import { ZERO, isLess, mean, rational, roundHalfUp, sum, times, type Rational } from './rational.js';

/** A signed sheet as the computation needs it. */
export interface SignedSheet {
  readonly party: Party;
  readonly content: SheetContent;
}

/** What a score says, in hundredths of a point. Rounded once, half up; the exact value stands beside it. */
export interface Computation {
  readonly scoreBp: BasisPoints;
  /** The score before rounding, as a share of the scale. */
  readonly exact: Rational;
  readonly grade: Grade;
  /** Veto items that any evaluator hit, in the template's order. */
  readonly vetoes: readonly string[];
  readonly byParty: readonly { readonly party: Party; readonly scoreBp: BasisPoints; readonly sheets: number }[];
  /** Points per indicator on every level, weighted over the parties: what the agency is shown. */
  readonly byIndicator: readonly { readonly code: string; readonly pointsBp: BasisPoints; readonly ofBp: BasisPoints }[];
}

const ONE = rational(1n);
const asBp = (share: Rational): BasisPoints => roundHalfUp(times(share, rational(WHOLE)));

/** Points of one entry, exact, in hundredths (R105). */
export function pointsOf(leaf: Leaf, entry: Entry): Rational {
  return times(rational(leaf.pointsBp), shareEarned(leaf, entry));
}

function shareEarned({ code, scoring }: Leaf, entry: Entry): Rational {
  if (scoring.kind === 'quantity-ratio' && entry.kind === 'quantity-ratio') return atMostOne(rational(entry.delivered, entry.agreed));
  if (scoring.kind === 'checklist' && entry.kind === 'checklist') return rational(entry.met.length, scoring.items.length);
  if (scoring.kind === 'rating' && entry.kind === 'rating') return rational(entry.value, scoring.max);
  if (scoring.kind === 'survey' && entry.kind === 'survey') {
    const satisfied = rational(entry.satisfied, entry.respondents);
    return atMostOne(times(satisfied, rational(WHOLE, scoring.fullFromBp)));
  }
  throw new Error(`a signed sheet scores ${code} as ${entry.kind} but the template says ${scoring.kind}`);
}

const atMostOne = (share: Rational): Rational => (isLess(ONE, share) ? ONE : share);

/**
 * The result of a round: per party the mean of its sheets, over the parties by weight, as a share of the scale. Exact
 * until the one rounding at the end, so that 89.995 is 90.00 and the grade never contradicts the score that is shown
 * (R105–R107, T8). Any veto makes the grade `fail` and leaves the score as it is.
 */
export function computeResult(template: TemplateContent, sheets: readonly SignedSheet[]): Computation {
  const pointsByLeaf = new Map(leavesOf(template.indicators).map((leaf) => [leaf.code, weightedPoints(leaf, template, sheets)]));
  const exact = times(sum([...pointsByLeaf.values()]), rational(1n, template.scaleBp));
  const scoreBp = asBp(exact);
  const hit = new Set(sheets.flatMap(({ content }) => content.vetoes.map(({ code }) => code)));
  const vetoes = template.vetoes.map(({ code }) => code).filter((code) => hit.has(code));
  return {
    scoreBp,
    exact,
    grade: vetoes.length > 0 ? 'fail' : gradeOf(template.bands, scoreBp),
    vetoes,
    byParty: template.parties.map(({ party }) => scoreOfParty(party, template, sheets)),
    byIndicator: allIndicators(template.indicators).map((indicator) => ({
      code: indicator.code,
      pointsBp: roundHalfUp(sum(leavesOf([indicator]).map(({ code }) => pointsByLeaf.get(code) ?? ZERO))),
      ofBp: indicator.pointsBp,
    })),
  };
}

function weightedPoints(leaf: Leaf, template: TemplateContent, sheets: readonly SignedSheet[]): Rational {
  return sum(template.parties.map(({ party, weightBp }) => times(rational(weightBp, WHOLE), meanPoints(leaf, sheetsOf(party, sheets)))));
}

function scoreOfParty(party: Party, template: TemplateContent, sheets: readonly SignedSheet[]): Computation['byParty'][number] {
  const own = sheetsOf(party, sheets);
  const points = sum(leavesOf(template.indicators).map((leaf) => meanPoints(leaf, own)));
  return { party, scoreBp: asBp(times(points, rational(1n, template.scaleBp))), sheets: own.length };
}

function sheetsOf(party: Party, sheets: readonly SignedSheet[]): readonly SignedSheet[] {
  const own = sheets.filter((sheet) => sheet.party === party);
  assert(own.length > 0, `every party has a signed sheet, ${party} has none`);
  return own;
}

const meanPoints = (leaf: Leaf, sheets: readonly SignedSheet[]): Rational =>
  mean(
    sheets.map(({ content }) => {
      const entry = content.entries[leaf.code];
      assert(entry !== undefined, `a signed sheet scores every indicator, ${leaf.code} is missing`);
      return pointsOf(leaf, entry);
    }),
  );

const allIndicators = (indicators: readonly Indicator[]): Indicator[] =>
  indicators.flatMap((indicator) => [indicator, ...(isLeaf(indicator) ? [] : allIndicators(indicator.children))]);
