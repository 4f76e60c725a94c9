import { WHOLE, type Refusal } from '@goufu/kernel';
import { leavesOf, type Leaf, type TemplateContent } from '../template/template-content.js';
import type { Entry, SheetContent } from './sheet-content.js';
import { refuseSheet } from './sheet.refusals.js';

/** The first entry or veto that does not fit the template; a draft may leave indicators out. */
export function validateEntries(content: SheetContent, template: TemplateContent): Refusal | undefined {
  const leaves = new Map(leavesOf(template.indicators).map((leaf) => [leaf.code, leaf]));
  for (const [code, entry] of Object.entries(content.entries)) {
    const leaf = leaves.get(code);
    const wrong = leaf ? validateEntry(leaf, entry) : refuseSheet('unknown-indicator', { field: `/entries/${code}`, indicator: code });
    if (wrong) return wrong;
  }
  return validateVetoes(content.vetoes, template);
}

/** A sheet can be signed when every indicator is scored. */
export function validateComplete(content: SheetContent, template: TemplateContent): Refusal | undefined {
  const missing = leavesOf(template.indicators).find(({ code }) => !content.entries[code]);
  return missing
    ? refuseSheet('not-complete', { field: `/entries/${missing.code}`, indicator: missing.code })
    : validateEntries(content, template);
}

function validateVetoes(vetoes: SheetContent['vetoes'], template: TemplateContent): Refusal | undefined {
  for (const { code, ground } of vetoes) {
    if (!template.vetoes.some((veto) => veto.code === code)) return refuseSheet('unknown-veto', { veto: code });
    if (ground.trim() === '') return refuseSheet('veto-without-ground', { veto: code });
  }
  return undefined;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function validateEntry(leaf: Leaf, entry: Entry): Refusal | undefined {
  const at = { field: `/entries/${leaf.code}`, indicator: leaf.code };
  const { scoring } = leaf;
  if (scoring.kind === 'quantity-ratio' && entry.kind === 'quantity-ratio') {
    return isCount(entry.delivered) && isCount(entry.agreed) && entry.agreed > 0 ? undefined : refuseSheet('out-of-range', at);
  }
  if (scoring.kind === 'checklist' && entry.kind === 'checklist') {
    const known = entry.met.every((code) => scoring.items.some((item) => item.code === code));
    return known && new Set(entry.met).size === entry.met.length ? undefined : refuseSheet('out-of-range', at);
  }
  if (scoring.kind === 'rating' && entry.kind === 'rating') {
    return isCount(entry.value) && entry.value <= scoring.max ? undefined : refuseSheet('out-of-range', at);
  }
  if (scoring.kind === 'survey' && entry.kind === 'survey') {
    const { satisfied, respondents, population } = entry;
    const counts = [satisfied, respondents, population].every(isCount);
    if (!counts || satisfied > respondents || respondents > population) return refuseSheet('out-of-range', at);
    const share = BigInt(respondents) * BigInt(WHOLE) >= BigInt(population) * BigInt(scoring.minimumShareBp);
    const enough = respondents > 0 && (share || respondents >= scoring.minimumRespondents);
    return enough ? undefined : refuseSheet('sample-too-small', { ...at, respondents, population });
  }
  return refuseSheet('wrong-kind', { ...at, expected: scoring.kind, got: entry.kind });
}
