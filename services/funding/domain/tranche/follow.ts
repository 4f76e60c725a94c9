import { assert, fold } from '@goufu/kernel';
import { assess, type Assessment } from './assessment.js';
import { finalityOf, type Outcome } from './finality.js';
import { dueOf, grantedOf, isReleased, readingOf, standingOf } from './reading.js';
import { evolve, type Tranche } from './standing.js';
import type { EndContract } from './tranche.commands.js';
import type { EndReason, TrancheFact, Waiting } from './tranche.facts.js';

/** What follows from the evidence as it is read now: the finality matrix says what, this carries it out. */
export function follow(tranche: Tranche, assessment: Assessment): TrancheFact[] {
  const { outcome } = finalityOf(standingOf(tranche), readingOf(tranche, assessment));
  const facts = carryOut(outcome, tranche, assessment);
  const bound = tranche.ended ? settleWithBudget(tranche, facts) : bindFirst(tranche, facts);
  if (!tranche.short) return bound;
  // Whoever finds the line still short lets it wait on (shortfall.ts).
  return [{ kind: 'shortage-over' }, ...(bound.length > 0 ? bound : tellAgain(tranche, assessment))];
}

/** It was told to wait for its line, and is granted no more: it is as lost as it was before. */
function tellAgain(tranche: Tranche, assessment: Assessment): TrancheFact[] {
  if (tranche.stage === 'cancelled') return [cancelled(tranche, 'contract-ended')];
  return tranche.stage === 'forfeited' ? forfeit(tranche, assessment) : [];
}

/** What of a supplement was refunded is committed anew before it is released. */
function bindFirst({ unbound, revision }: Tranche, decided: readonly TrancheFact[]): TrancheFact[] {
  if (unbound === 0n || !decided.some(({ kind }) => kind === 'released')) return [...decided];
  return [{ kind: 'recommitted', above: 0n, amount: unbound, revision: revision + 1 }, ...decided];
}

function carryOut(outcome: Outcome, tranche: Tranche, assessment: Assessment): TrancheFact[] {
  switch (outcome) {
    case 'release':
    case 'partial':
      return [{ kind: 'released', ...grant(tranche, assessment) }];
    case 'free':
      return [{ kind: 'hold-lifted', ...grant(tranche, assessment) }];
    case 'replace':
      return unmake(tranche, (unmade) => [{ kind: 'released', ...grant(unmade, assessment) }]);
    case 'reverse':
      return unmake(tranche, (unmade) => hold(unmade, assessment, true));
    case 'forfeit':
      return unmake(tranche, (unmade) => forfeit(unmade, assessment));
    case 'hold':
      return hold(tranche, assessment);
    case 'claw-back':
    case 'supplement':
      return correct(tranche, assessment);
    case 'ignore':
    case 'await':
      return [];
    default:
      throw new Error(`a tranche that is ${standingOf(tranche)} cannot read ${assessment.kind}: ${outcome}`);
  }
}

function grant(tranche: Tranche, assessment: Assessment) {
  assert(assessment.kind === 'release', 'only met conditions grant something');
  const { factorBp, rules, evidenceIds } = assessment;
  const amount = dueOf(tranche, assessment);
  return { amount, deducted: tranche.covers - amount, factorBp, revision: tranche.revision + 1, rules, evidenceIds };
}

/** Tells what it waits for, once. Committed money is withheld; payable money stays so, and nothing is ordered meanwhile. */
function hold(tranche: Tranche, assessment: Assessment, takenBack = false): TrancheFact[] {
  assert(assessment.kind === 'wait' || assessment.kind === 'withhold', 'nothing is held for no reason');
  const { waitingFor } = assessment;
  if (sameWaiting(tranche.withheldFor, waitingFor)) return [];
  const told = { revision: tranche.revision + 1, waitingFor, rules: [...new Set(waitingFor.map(({ rule }) => rule))].toSorted() };
  return tranche.stage === 'payable' ? [{ kind: 'held', ...told }] : [{ kind: 'withheld', ...told, takenBack }];
}

const forfeit = ({ amount, revision }: Tranche, assessment: Assessment): TrancheFact[] => [
  { kind: 'forfeited', amount, revision: revision + 1, rules: ['R109'], evidenceIds: evidenceOf(assessment) },
];

const evidenceOf = (assessment: Assessment) => ('evidenceIds' in assessment ? assessment.evidenceIds : []);

/** Takes a release back, if there is one, before what comes in its place. */
function unmake(tranche: Tranche, next: (unmade: Tranche) => TrancheFact[]): TrancheFact[] {
  if (!isReleased(tranche.stage)) return next(tranche);
  const { covers, released, revision } = tranche;
  const reversed = { kind: 'release-reversed', amount: released, deducted: covers - released, revision: revision + 1, rules: ['R123'] } as const;
  return [reversed, ...next(evolve(tranche, reversed))];
}

/** Never an edit of what was paid: a difference, once (R123). */
function correct(tranche: Tranche, assessment: Assessment): TrancheFact[] {
  const difference = dueOf(tranche, assessment) - grantedOf(tranche);
  if (difference === 0n) return [];
  return [{ kind: 'correction-due', difference, revision: tranche.revision + 1, rules: ['R123'], evidenceIds: evidenceOf(assessment) }];
}

/**
 * After the contract's end nothing stays committed: what a revised result takes away goes on to the budget line, and what
 * it grants beyond comes from there.
 */
function settleWithBudget(before: Tranche, decided: readonly TrancheFact[]): TrancheFact[] {
  const after = fold(evolve, before, decided);
  const amount = bound(before) - bound(after);
  if (amount === 0n) return [...decided];
  if (amount < 0n) return [{ kind: 'recommitted', above: bound(before), amount: -amount, revision: after.revision }, ...decided];
  const uncommitted: TrancheFact = { kind: 'uncommitted', above: bound(after), amount, revision: after.revision };
  return isReleased(after.stage) ? [...decided, uncommitted] : [...decided, uncommitted, cancelled(after, 'contract-ended')];
}

const bound = ({ stage, released }: Tranche) => (isReleased(stage) ? released : 0n);

const cancelled = ({ amount, revision }: Tranche, reason: EndReason): TrancheFact => ({
  kind: 'cancelled',
  amount,
  reason,
  revision: revision + 1,
  rules: ['R123'],
});

/**
 * The contract ends: what was never owed goes back to the budget, and a tranche of which nothing was owed is cancelled. What
 * a terminated contract earned only after its end is taken back.
 */
export function endWithContract(tranche: Tranche, { as, at }: EndContract): TrancheFact[] {
  if (tranche.ended) return [];
  const until = as === 'terminated' ? { until: at } : {};
  const ended: TrancheFact = { kind: 'contract-ended', rest: restOf(tranche), revision: tranche.revision + 1, ...until };
  const open = evolve(tranche, ended);
  const over = finalityOf(standingOf(tranche), as).outcome === 'cancel' ? [ended, cancelled(open, `contract-${as}`)] : [ended];
  const after = fold(evolve, tranche, over);
  return [...over, ...follow(after, assess(after.terms, after.evidence))];
}

/** What of it is committed and not owed. */
const restOf = ({ covers, released, unbound }: Tranche) => (covers > released + unbound ? covers - released - unbound : 0n);

const sameWaiting = (a: readonly Waiting[], b: readonly Waiting[]): boolean => JSON.stringify(a) === JSON.stringify(b);
