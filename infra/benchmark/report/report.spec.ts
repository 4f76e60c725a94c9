import { expect, it } from '@jest/globals';
import { GOUFU } from '../lanes/lanes.js';
import type { PointResult } from '../runs/points.js';
import type { RunResult } from '../runs/run.js';
import { shown, shownShare, tableOf } from './figures-as-text.js';
import { boundOf } from './bounds.js';
import { brokenList, throughputTable } from './table.js';

const runOf = (over: Partial<RunResult>): RunResult => ({
  seconds: 10,
  outcomes: 1_000,
  perSecond: 100,
  latency: undefined,
  cpu: { lane: 1, postgres: 2, kafka: 1, load: 1, machine: 5 },
  costs: [0.001, 0.00105],
  broken: [],
  statements: undefined,
  ...over,
});
const resultOf = (...runs: RunResult[]): PointResult => ({ point: { lane: GOUFU, lines: 1 }, runs });

it('shows medians with their spread', () => {
  expect(shown({ median: 6_119.6, min: 5_980, max: 6_240, repeats: 5 })).toBe('6,120 (5,980–6,240)');
  expect(shown({ median: 1.234, min: 1.2, max: 1.3, repeats: 1 })).toBe('1.23');
  expect(shown(undefined)).toBe('—');
  expect(shownShare({ median: 0.021, min: -0.004, max: 0.03, repeats: 5 })).toBe('+2.1 % (−0.4 to +3.0)');
  expect(tableOf(['a', 'bb'], [['1', '2']])).toBe('| a | bb |\n|---|----|\n| 1 | 2  |');
});

it('shows the cost of a result by process, and how it grows', () => {
  const row = throughputTable([resultOf(runOf({}), runOf({ perSecond: 120 }), runOf({ perSecond: 110 }))]).split('\n').at(-1) ?? '';
  expect(row.split('|').map((cell) => cell.trim())).toEqual(expect.arrayContaining(['goufu, one hot line', '110 (100–120)', '1.00 (1.00–1.00)', '2.00 (2.00–2.00)', '+5.0 % (+5.0 to +5.0)']));
});

it('names the runs that count nothing', () => {
  expect(brokenList([resultOf(runOf({}), runOf({ broken: ['the outbox is empty: []'] }))], new Map([['slow', [{ perSecond: 1, broken: [] }]]]))).toBe(
    '- goufu, one hot line, repeat 2: the outbox is empty: []',
  );
  expect(brokenList([resultOf(runOf({}))], new Map())).toBe('');
});

it('says what bounds a figure, and when others used the machine', () => {
  const busy = (lane: number, machine: number): string => boundOf(resultOf(runOf({ seconds: 1, cpu: { lane, postgres: 0.1, kafka: 0, load: 0, machine } })));
  expect(busy(0.2, 0.3)).toContain('bound by waiting');
  expect(busy(0.2, 0.3)).not.toContain('not quiet');
  expect(busy(0.95, 1.05)).toContain('one thread of the service');
  expect(busy(0.2, 1_000)).toContain('bound by the processors');
  expect(busy(0.2, 1_000)).toContain('not quiet');
});
