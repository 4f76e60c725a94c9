import type { BugReport } from './bugs/play-bugs.js';
import type { Violation } from './check/violation.js';
import type { RowReport } from './run.js';

const SHOWN = 8;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const counted = (violations: readonly Violation[], kind: Violation['kind']): number => violations.filter((violation) => violation.kind === kind).length;

/** One line for a row; below it what broke, when something did. */
export function lineOf({ row, kills, moments, recoveries, violations, notes }: RowReport): string[] {
  const recovery = recoveries.length === 0 ? '' : ` · back in ${seconds(median(recoveries))}, at most ${seconds(Math.max(...recoveries))}`;
  const tally = (['lost', 'doubled', 'drifted', 'stuck'] as const).map((kind) => `${counted(violations, kind)} ${kind}`).join(', ');
  return [
    `${violations.length === 0 ? 'ok    ' : 'BROKEN'} ${String(row.row).padStart(2)} ${row.title} · ${kills} kills${recovery} · ${tally}`,
    ...(moments.length === 0 ? [] : [`          at ${summary(moments)}`]),
    ...notes.map((note) => `          ${note}`),
    ...violations.slice(0, SHOWN).map(({ kind, what }) => `          ${kind}: ${what}`),
    ...(violations.length > SHOWN ? [`          … and ${violations.length - SHOWN} more`] : []),
  ];
}

export const bugLine = ({ bug, caught }: BugReport): string =>
  caught ? `caught  ${bug.name} (${bug.what}): ${caught.kind}: ${caught.what}` : `MISSED  ${bug.name} (${bug.what})`;

export function finalLine(reports: readonly RowReport[]): string {
  const violations = reports.flatMap((report) => report.violations);
  const kills = reports.reduce((sum, report) => sum + report.kills, 0);
  const stuck = counted(violations, 'stuck');
  const tally = `${counted(violations, 'lost')} lost, ${counted(violations, 'doubled')} doubled, ${counted(violations, 'drifted')} drifted`;
  return `${reports.length} rows, ${kills} kills: ${tally}${stuck > 0 ? `, ${stuck} waiting for ever` : ''}`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Moments without their passes, with how often each came. */
function summary(moments: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const moment of moments) {
    const name = moment.replace(/#\d+/, '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ×${count}`).join(', ');
}
