import { assert, WHOLE, type BasisPoints, type Fen, type Id } from '@goufu/kernel';
import type { Criterion, OpenedBid } from '../tender/tender.commands.js';
import { priceScores } from './price-score.js';
import { addRationals, compareRationals, roundHalfUp, type Rational } from './rational.js';
import type { BidScores } from './sheet.commands.js';

/** One bid in the result. `totalBp` and `priceScoreBp` are rounded half up for display; `total` decided (R52, R58). */
export interface Ranked {
  readonly bidId: Id;
  readonly orgId: Id;
  readonly rank: number;
  readonly price: Fen;
  readonly total: Rational;
  readonly totalBp: BasisPoints;
  readonly priceScoreBp: BasisPoints;
  /** True when score and price were equal and the draw decided (R58). */
  readonly drawn: boolean;
}

export interface Evaluation {
  readonly bids: readonly OpenedBid[];
  readonly criteria: readonly Criterion[];
  readonly priceWeightBp: BasisPoints;
  /** Deduction for small enterprises as the document states it (R26); 0 where there is none. */
  readonly deductionBp: BasisPoints;
  /** The signed sheets, one per member. */
  readonly sheets: readonly (readonly BidScores[])[];
  /** Lot of each bid, reproducible by anyone; the lower one wins a tie of score and price (R58). */
  readonly lots: ReadonlyMap<Id, string>;
}

/** total = mean of the members' points + price score × price weight; by score, then lower price, then the draw (R52, R54, R58, T1, T5). */
export function rank(evaluation: Evaluation): Ranked[] {
  const { bids, deductionBp, priceWeightBp, sheets, lots } = evaluation;
  assert(sheets.length > 0, 'nothing is ranked without sheets');
  const prices = priceScores(bids.map(({ price, smallEnterprise }) => ({ price, deductionBp: smallEnterprise ? deductionBp : 0 })));
  const scored = bids.map((bid, i) => {
    const priceScore = prices[i] ?? { numerator: 0n, denominator: 1n };
    const weighted = { numerator: priceScore.numerator * BigInt(priceWeightBp), denominator: priceScore.denominator * BigInt(WHOLE) };
    const points = { numerator: pointsOf(bid.id, sheets), denominator: BigInt(sheets.length) };
    return { bid, priceScore, total: addRationals(points, weighted), lot: lots.get(bid.id) ?? '' };
  });
  type Scored = (typeof scored)[number];
  const beforeDraw = (a: Scored, b: Scored): number => compareRationals(b.total, a.total) || compareFen(a.bid.price, b.bid.price);
  const ordered = scored.toSorted((a, b) => beforeDraw(a, b) || (a.lot < b.lot ? -1 : 1));
  return ordered.map((one, i) => ({
    bidId: one.bid.id,
    orgId: one.bid.orgId,
    rank: i + 1,
    price: one.bid.price,
    total: one.total,
    totalBp: roundHalfUp(one.total),
    priceScoreBp: roundHalfUp(one.priceScore),
    drawn: [ordered[i - 1], ordered[i + 1]].some((other) => other !== undefined && beforeDraw(one, other) === 0),
  }));
}

const compareFen = (a: Fen, b: Fen): number => (a < b ? -1 : Number(a > b));

const pointsOf = (bidId: Id, sheets: Evaluation['sheets']): bigint =>
  sheets.reduce((sum, sheet) => {
    const scores = sheet.find((each) => each.bidId === bidId);
    assert(scores !== undefined, `every member scored bid ${bidId}`);
    return sum + Object.values(scores.points).reduce((points, each) => points + BigInt(each), 0n);
  }, 0n);
