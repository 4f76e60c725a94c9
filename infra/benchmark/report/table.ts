import type { SelfTime } from '../figures/profile.js';
import { spreadOf } from '../figures/spread.js';
import type { LedgerResult } from '../lanes/ledger-alone.js';
import type { Limits } from '../limits/limits.js';
import { cpuMsPerResult, growthOf, labelOf, rateOf, spreadOver, type PointResult } from '../runs/points.js';
import type { Statements } from '../runs/statements.js';
import { shown, shownShare, tableOf } from './figures-as-text.js';

const PROCESSES = ['lane', 'postgres', 'kafka', 'load'];
const STATEMENT_SHOWN = 90;

/** Closed loops: how many results a second, what each costs, how the cost grows. */
export const throughputTable = (points: readonly PointResult[]): string =>
  tableOf(
    ['lane', 'results/s', 'CPU ms per result: service', 'PostgreSQL', 'Kafka', 'load', 'cost, last tenth to first'],
    points
      .filter(({ point }) => point.rate === undefined)
      .map((result) => [labelOf(result.point), shown(rateOf(result)), ...PROCESSES.map((name) => shown(spreadOver(result, cpuMsPerResult(name)))), shownShare(spreadOver(result, growthOf))]),
  );

/** Open loops: from the moment a result was due to its outcome read back. */
export const latencyTable = (points: readonly PointResult[]): string =>
  tableOf(
    ['lane and rate', 'read back/s', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms'],
    points
      .filter(({ point }) => point.rate !== undefined)
      .map((result) => [
        labelOf(result.point),
        shown(rateOf(result)),
        ...(['p50', 'p90', 'p99', 'max'] as const).map((name) => shown(spreadOver(result, ({ latency }) => latency?.[name]))),
      ]),
  );

export const ledgerTable = (ledger: ReadonlyMap<string, readonly LedgerResult[]>): string =>
  tableOf(
    ['the ledger alone', 'results/s'],
    [...ledger].map(([where, results]) => [where, shown(spreadOf(results.map(({ perSecond }) => perSecond)))]),
  );

export function limitsTable(limits: readonly Limits[]): string {
  const names = [...new Set(limits.flatMap((repeat) => Object.keys(repeat)))];
  return tableOf(
    ['limit', 'measured'],
    names.map((name) => [name, shown(spreadOf(limits.flatMap((repeat) => repeat[name] ?? [])))]),
  );
}

/** Every statement of the service that comes with most chunks. */
export const statementsTable = ({ statements, chunks }: Statements): string =>
  tableOf(
    ['calls per chunk', 'ms per chunk', 'statement'],
    statements
      .filter(({ calls }) => calls >= chunks / 10)
      .map(({ text, calls, ms }) => [(calls / chunks).toFixed(2), (ms / chunks).toFixed(2), `\`${text.slice(0, STATEMENT_SHOWN).replaceAll('|', '/').replaceAll('`', "'")}\``]),
  );

export const profileTable = (profile: readonly SelfTime[]): string =>
  tableOf(
    ['share of the time at work', 'function'],
    profile.map(({ where, share }) => [`${(share * 100).toFixed(1)} %`, `\`${where}\``]),
  );

/** What every broken run broke; empty when none did. */
export const brokenList = (points: readonly PointResult[], ledger: ReadonlyMap<string, readonly LedgerResult[]>): string =>
  [
    ...points.flatMap(({ point, runs }) => runs.map(({ broken }, i) => ({ what: labelOf(point), i, broken }))),
    ...[...ledger].flatMap(([where, results]) => results.map(({ broken }, i) => ({ what: `the ledger alone, ${where}`, i, broken }))),
  ]
    .flatMap(({ what, i, broken }) => broken.map((why) => `- ${what}, repeat ${i + 1}: ${why}`))
    .join('\n');
