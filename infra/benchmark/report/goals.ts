import type { Measured } from '../bench.js';
import { spreadOf, type Spread } from '../figures/spread.js';
import { growthOf, rateOf, spreadOver, type PointResult } from '../runs/points.js';
import { shown, shownShare, tableOf } from './figures-as-text.js';

/** What is to be reached (issue 4), and whether the median reaches it. */
export function goalsTable({ points, ledger }: Measured): string {
  const find = (lane: string, lines: number, rate?: string) => points.find(({ point }) => point.lane.name === lane && point.lines === lines && point.rate?.text === rate);
  const [hot, many, stock] = [find('goufu', 1), find('goufu', 100), find('nest-stock', 1)];
  const posted = (where: string): Spread | undefined => {
    const results = ledger.get(where);
    return results && spreadOf(results.map(({ perSecond }) => perSecond));
  };
  const latency = (rate: string, name: 'p50' | 'p99') => {
    const found = find('goufu', 1, rate);
    return found && spreadOver(found, (run) => run.latency?.[name]);
  };
  const least = (what: string, goal: number, beyond: string, spread: Spread | undefined) => [what, `≥ ${goal.toLocaleString('en-US')}`, beyond, shown(spread), verdict(spread, (median) => median >= goal)];
  const most = (what: string, goal: number, beyond: string, spread: Spread | undefined) => [what, `≤ ${goal}`, beyond, shown(spread), verdict(spread, (median) => median <= goal)];
  const growth = hot && spreadOver(hot, growthOf);
  return tableOf(
    ['figure', 'to reach', 'beyond', 'measured', ''],
    [
      least('results/s on one hot line', 6_000, '10,000', hot && rateOf(hot)),
      least('results/s on 100 lines', 6_000, '10,000', many && rateOf(many)),
      least('times the stock transport', 20, '30', ratio(hot, stock)),
      most('ms p50 at 500/s', 10, '8', latency('500', 'p50')),
      most('ms p99 at 500/s', 30, '25', latency('500', 'p99')),
      most('ms p99 at 3,000/s', 80, '50', latency('3000', 'p99')),
      most('ms p99 at 3,000/s over three minutes', 80, '50', latency('3000x180', 'p99')),
      least('results/s, ledger alone on one hot line', 15_000, '', posted('one hot line')),
      least('results/s, ledger alone, flushes +1 ms', 8_000, '', posted('one hot line, flushes +1 ms')),
      ['growth of the cost per result during the run', '< 10 %', '', shownShare(growth), verdict(growth, (median) => median < 0.1)],
    ],
  );
}

const verdict = (spread: Spread | undefined, reached: (median: number) => boolean): string => (spread === undefined ? 'not measured' : reached(spread.median) ? 'reached' : 'not reached');

/** Repeat by repeat, since the two ran one after the other. */
function ratio(ours: PointResult | undefined, theirs: PointResult | undefined): Spread | undefined {
  if (!ours || !theirs) return undefined;
  const ratios = ours.runs.flatMap(({ perSecond }, i) => {
    const other = theirs.runs[i]?.perSecond ?? 0;
    return other > 0 ? [perSecond / other] : [];
  });
  return ratios.length > 0 ? spreadOf(ratios) : undefined;
}
