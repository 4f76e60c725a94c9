import type { Lane } from '../lanes/lane.js';
import { shownRate, type Rate } from '../figures/rate.js';
import { spreadOf, type Spread } from '../figures/spread.js';
import type { RunResult } from './run.js';

/** One thing that is measured, as often as there are repeats. */
export interface Point {
  readonly lane: Lane;
  readonly lines: number;
  /** Left out: as fast as it goes. */
  readonly rate?: Rate;
}

export interface PointResult {
  readonly point: Point;
  readonly runs: readonly RunResult[];
}

export const labelOf = ({ lane, lines, rate }: Point): string =>
  `${lane.name}, ${lines === 1 ? 'one hot line' : `${lines} lines`}${rate === undefined ? '' : `, ${shownRate(rate)}`}`;

export const rateOf = ({ runs }: PointResult): Spread => spreadOf(runs.map(({ perSecond }) => perSecond));

/** Median and spread of what each run says; undefined when some run says nothing. */
export function spreadOver({ runs }: PointResult, figure: (run: RunResult) => number | undefined): Spread | undefined {
  const values = runs.map(figure).filter((value) => value !== undefined);
  return values.length === runs.length && values.length > 0 ? spreadOf(values) : undefined;
}

/** CPU milliseconds per outcome that one process used. */
export const cpuMsPerResult = (name: string) => ({ cpu, outcomes }: RunResult): number | undefined => {
  const seconds = cpu[name];
  return seconds === undefined || outcomes === 0 ? undefined : (seconds * 1000) / outcomes;
};

/** How much more a result costs in the last tenth of the window than in the first, as a share. */
export function growthOf({ costs }: RunResult): number | undefined {
  const [first, last] = [costs[0], costs.at(-1)];
  return first && last ? last / first - 1 : undefined;
}
