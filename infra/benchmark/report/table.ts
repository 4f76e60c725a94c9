import type { Spread } from '../figures/spread.js';
import { cpuMsPerResult, growthOf, labelOf, rateOf, spreadOver, type PointResult } from '../runs/points.js';

type Row = readonly string[];

const digits = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** `6,120 (5,980–6,240)`. */
const shown = (spread: Spread | undefined, scale = 1): string =>
  spread === undefined ? '—' : `${digits(spread.median * scale)} (${digits(spread.min * scale)}–${digits(spread.max * scale)})`;

const percent = (spread: Spread | undefined): string => {
  const one = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(1)} %`;
  return spread === undefined ? '—' : `${one(spread.median)} (${one(spread.min)} to ${one(spread.max)})`;
};

/** A Markdown table; read as well in a terminal. */
function tableOf(head: Row, rows: readonly Row[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: Row): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

/** Closed loops: how many results a second, what each costs, how the cost grows. */
export const throughputTable = (results: readonly PointResult[]): string =>
  tableOf(
    ['lane', 'results/s: median (min–max)', 'CPU ms per result: lane', 'PostgreSQL', 'Kafka', 'load', 'growth, first to last tenth'],
    results
      .filter(({ point }) => point.rate === undefined)
      .map((result) => [
        labelOf(result.point),
        shown(rateOf(result)),
        ...[result.point.lane.name, 'postgres', 'kafka', 'load'].map((name) => shown(spreadOver(result, cpuMsPerResult(name)))),
        percent(spreadOver(result, growthOf)),
      ]),
  );

/** Open loops: from the moment a result was due to its outcome read back. */
export const latencyTable = (results: readonly PointResult[]): string =>
  tableOf(
    ['lane and rate', 'read back/s', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms'],
    results
      .filter(({ point }) => point.rate !== undefined)
      .map((result) => [
        labelOf(result.point),
        shown(rateOf(result)),
        ...(['p50', 'p90', 'p99', 'max'] as const).map((name) => shown(spreadOver(result, ({ latency }) => latency?.[name]))),
      ]),
  );

/** What every broken run broke; empty when none did. */
export const brokenList = (results: readonly PointResult[]): string =>
  results
    .flatMap(({ point, runs }) => runs.flatMap(({ broken }, i) => broken.map((what) => `- ${labelOf(point)}, repeat ${i + 1}: ${what}`)))
    .join('\n');
