import { WHOLE, unreachable, type Refusal } from '@goufu/kernel';
import { refuseTemplate } from './template.refusals.js';
import { GRADES, isLeaf, type Indicator, type Scoring, type TemplateContent } from './template-content.js';

const MAX_DEPTH = 3;

/** The first thing that is wrong with a template, if anything is (R105–R107). */
export function validateContent(content: TemplateContent): Refusal | undefined {
  if (content.indicators.length === 0) return refuseTemplate('no-indicators');
  return (
    validateCodes(content) ??
    validateLevel(content.indicators, content.scaleBp, 'scale', 1) ??
    validateParties(content.parties) ??
    validateBands(content.bands)
  );
}

function validateCodes(content: TemplateContent): Refusal | undefined {
  const indicatorCode = twice(codesOf(content.indicators));
  if (indicatorCode !== undefined) return refuseTemplate('code-used-twice', { field: '/indicators', code: indicatorCode });
  const vetoCode = twice(content.vetoes.map(({ code }) => code));
  return vetoCode === undefined ? undefined : refuseTemplate('code-used-twice', { field: '/vetoes', code: vetoCode });
}

const codesOf = (indicators: readonly Indicator[]): string[] =>
  indicators.flatMap((indicator) => [indicator.code, ...(isLeaf(indicator) ? [] : codesOf(indicator.children))]);

const twice = (codes: readonly string[]): string | undefined => codes.find((code, i) => codes.indexOf(code) !== i);

function validateLevel(indicators: readonly Indicator[], pointsBp: number, above: string, depth: number): Refusal | undefined {
  if (depth > MAX_DEPTH) return refuseTemplate('too-deep', { code: above });
  const sumBp = indicators.reduce((sum, indicator) => sum + indicator.pointsBp, 0);
  if (sumBp !== pointsBp) return refuseTemplate('points-do-not-add-up', { code: above, pointsBp, sumBp });
  for (const indicator of indicators) {
    if (!isCount(indicator.pointsBp)) return refuseTemplate('points-not-positive', { code: indicator.code });
    const wrong = isLeaf(indicator)
      ? canScore(indicator.scoring)
        ? undefined
        : refuseTemplate('scoring-impossible', { code: indicator.code })
      : validateLevel(indicator.children, indicator.pointsBp, indicator.code, depth + 1);
    if (wrong) return wrong;
  }
  return undefined;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
const isShare = (value: number): boolean => isCount(value) && value <= WHOLE;

function canScore(scoring: Scoring): boolean {
  switch (scoring.kind) {
    case 'quantity-ratio':
      return true;
    case 'checklist':
      return scoring.items.length > 0 && twice(scoring.items.map(({ code }) => code)) === undefined;
    case 'rating':
      return isCount(scoring.max);
    case 'survey':
      return isShare(scoring.fullFromBp) && isCount(scoring.minimumRespondents) && isShare(scoring.minimumShareBp);
    default:
      return unreachable(scoring);
  }
}

function validateParties(parties: TemplateContent['parties']): Refusal | undefined {
  const party = twice(parties.map((it) => it.party));
  if (party !== undefined) return refuseTemplate('code-used-twice', { field: '/parties', code: party });
  const sumBp = parties.reduce((sum, { weightBp }) => sum + weightBp, 0);
  const wrong = sumBp !== WHOLE || parties.some(({ weightBp }) => !isCount(weightBp));
  return wrong ? refuseTemplate('weights-not-whole', { sumBp }) : undefined;
}

/** Best first, each grade once and in its order, `fail` from zero: every score then has exactly one grade. */
function validateBands(bands: TemplateContent['bands']): Refusal | undefined {
  const ordered = bands.every((band, i) => {
    const better = bands[i - 1];
    return !better || (band.fromBp < better.fromBp && GRADES.indexOf(band.grade) > GRADES.indexOf(better.grade));
  });
  const worst = bands.at(-1);
  const within = bands.every(({ fromBp }) => Number.isInteger(fromBp) && fromBp >= 0 && fromBp <= WHOLE);
  const ok = ordered && within && bands.length > 1 && worst?.fromBp === 0 && worst.grade === 'fail';
  return ok ? undefined : refuseTemplate('bands-with-gap');
}
