import { chinaCalendar } from '@goufu/jurisdiction';
import { addDays, endOfDay, localDateOf, type Instant } from '@goufu/kernel';
import type { StoredResult, StoredSheet } from '../contexts/evaluation/rows.js';
import { AGREED } from '../contexts/evaluation/template.js';
import type { World } from '../world/world.js';
import { must } from './violation.js';

/** Five working days behind the day of the notice, counted by hand (R1, profile key `eval.appeal_window`). */
export function windowEnd(notifiedAt: Instant): Instant {
  let day = localDateOf(notifiedAt);
  for (let left = 5; left > 0; ) {
    day = addDays(day, 1);
    if (chinaCalendar.isWorkingDay(day)) left -= 1;
  }
  return endOfDay(day);
}

/** A result is final once, in its newest published revision, and never before the agency could object. */
export function checkResults({ evaluation }: World): void {
  for (const { id, notifiedAt, appealUntil, publishedBecause, publishedAt } of evaluation.results()) {
    if (notifiedAt) must(appealUntil === windowEnd(notifiedAt), () => `the window of ${id} ends at ${appealUntil} instead of ${windowEnd(notifiedAt)}`);
    if (publishedBecause !== 'window-over') continue;
    must(appealUntil !== undefined && publishedAt !== undefined && publishedAt > appealUntil, () => `${id} became final at ${publishedAt}, its window was open until ${appealUntil}`);
  }
  for (const { id, revision } of evaluation.rounds()) {
    const results = evaluation.results().filter(({ roundId }) => roundId === id);
    const final = results.filter(({ status }) => status === 'published' || status === 'superseded').map((result) => result.revision);
    const published = results.filter(({ status }) => status === 'published');
    must(published.length === (final.length > 0 ? 1 : 0), () => `${id} has ${published.length} results that stand`);
    must(published.length === 0 || published[0]?.revision === Math.max(...final), () => `an earlier result of ${id} stands beside a later one, of ${revision}`);
    if (results.some(({ status }) => status === 'appealed')) must(results.at(-1)?.status === 'appealed', () => `an appeal of ${id} was overtaken`);
  }
}

/** The score that the sheets give, by fractions of whole numbers, and the grade of the band in which it lies. */
export function checkScore(world: World, { id, revision, roundId, computation: { scoreBp, grade } }: StoredResult): void {
  const round = world.evaluation.roundOf({ roundId });
  if (round.status !== 'concluded' || round.revision !== revision) return;
  const sheets = [...world.evaluation.service.store.tables.sheet.values()].filter((sheet) => sheet.roundId === roundId);
  // Σ weight × points over 40 × AGREED, with both sheets in ten-thousandths.
  const top = sheets.reduce((sum, sheet) => sum + (sheet.evaluatorId === 'expert' ? 7000n : 3000n) * pointsOf(sheet), 0n);
  const bottom = 10_000n * 40n * BigInt(AGREED);
  const expected = Number((2n * top + bottom) / (2n * bottom));
  must(scoreBp === expected, () => `${id} has ${scoreBp}, its sheets say ${expected}`);
  const vetoed = sheets.some(({ content }) => content.vetoes.length > 0);
  const band = vetoed ? 'fail' : expected >= 9000 ? 'excellent' : expected >= 8000 ? 'good' : expected >= 6000 ? 'pass' : 'fail';
  must(grade === band, () => `${id} is ${grade} with ${scoreBp}, the bands say ${band}`);
}

/** Hundredths of a point, times 40 × AGREED. */
function pointsOf({ content: { entries } }: StoredSheet): bigint {
  const { quality, output } = entries;
  if (quality?.kind !== 'rating' || output?.kind !== 'quantity-ratio') return 0n;
  const delivered = Math.min(output.delivered, AGREED);
  return 7000n * BigInt(quality.value) * BigInt(AGREED) + 3000n * BigInt(delivered) * 40n;
}
