import type { Decider, Decision, Id } from '@goufu/kernel';
import type { Criterion } from '../tender/tender.commands.js';
import type { BidScores, SheetCommand } from './sheet.commands.js';
import type { SheetFact } from './sheet.facts.js';
import { refuseSheet as refuse } from './sheet.refusals.js';

/** One member's sheet over all bids: scored alone, signed as a whole (R54). */
export interface SheetState {
  readonly signed: boolean;
  readonly revision: number;
  readonly scores: readonly BidScores[];
}

const initial: SheetState = { signed: false, revision: 0, scores: [] };

export const sheet = { initial, decide, evolve } satisfies Decider<SheetState, SheetCommand, SheetFact>;

function decide({ scores, correction, bidIds, criteria, at }: SheetCommand, state: SheetState): Decision<SheetFact> {
  if (state.signed && correction === undefined) return refuse('already-signed');
  if (!state.signed && correction !== undefined) return refuse('nothing-to-correct');
  const weights = new Map(criteria.map(({ code, weightBp }) => [code, weightBp]));
  const entered = scores.flatMap(({ bidId, points }) => Object.entries(points).map(([code, value]) => ({ bidId, code, value })));
  const unknown = entered.find(({ bidId, code }) => !bidIds.includes(bidId) || !weights.has(code));
  if (unknown) return refuse('unknown-item', { bidId: unknown.bidId, criterion: unknown.code });
  const outside = entered.find(({ code, value }) => value < 0 || value > (weights.get(code) ?? 0));
  if (outside) return refuse('out-of-range', { bidId: outside.bidId, criterion: outside.code });
  const complete = entered.length === bidIds.length * criteria.length && new Set(scores.map(({ bidId }) => bidId)).size === scores.length;
  if (!complete) return refuse('incomplete');
  return [{ kind: 'signed', scores, at, ...(correction === undefined ? {} : { correction }) }];
}

function evolve(state: SheetState, { scores }: SheetFact): SheetState {
  return { signed: true, revision: state.revision + 1, scores };
}

/** An objective criterion on which signed sheets differ. Points of members must be identical there before anything is ranked (R54, R59). */
export interface Unequal {
  readonly bidId: Id;
  readonly criterion: string;
}

export function unequalItems(sheets: readonly (readonly BidScores[])[], criteria: readonly Criterion[]): Unequal[] {
  const objective = criteria.filter(({ scoring }) => scoring === 'objective');
  const [first, ...others] = sheets;
  return (first ?? []).flatMap(({ bidId, points }) =>
    objective
      .filter(({ code }) => others.some((other) => other.find((each) => each.bidId === bidId)?.points[code] !== points[code]))
      .map(({ code }) => ({ bidId, criterion: code })),
  );
}
