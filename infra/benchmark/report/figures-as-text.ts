import type { Spread } from '../figures/spread.js';

const digits = (value: number): string => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2));

/** `6,120 (5,980–6,240)`: median, least and greatest; `—` when there is nothing to say. */
export const shown = (spread: Spread | undefined): string =>
  spread === undefined ? '—' : spread.repeats === 1 ? digits(spread.median) : `${digits(spread.median)} (${digits(spread.min)}–${digits(spread.max)})`;

/** The same for shares: `+2.1 % (−0.4 to +3.0)`. */
export function shownShare(spread: Spread | undefined): string {
  const one = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(1)}`;
  if (spread === undefined) return '—';
  return spread.repeats === 1 ? `${one(spread.median)} %` : `${one(spread.median)} % (${one(spread.min)} to ${one(spread.max)})`;
}

/** A Markdown table; read as well in a terminal. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
