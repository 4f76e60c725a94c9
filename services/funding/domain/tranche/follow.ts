import { fold, shareOf, unreachable } from '@goufu/kernel';
import type { Assessment } from './assessment.js';
import { evolve, type Tranche } from './standing.js';
import type { EndReason, TrancheFact, Waiting } from './tranche.facts.js';

/** The finality matrix: what an assessment does at each stage (architecture.md section 5). */
export function follow(tranche: Tranche, assessment: Assessment, at: string): TrancheFact[] {
  switch (tranche.stage) {
    case 'committed':
    case 'forfeited':
      return followCommitted(tranche, assessment, at);
    case 'payable':
      return followPayable(tranche, assessment, at);
    case 'in-transit':
      // The bank has it: settlement or rejection comes first, then the evidence is read again.
      return [];
    case 'disbursed':
      return followDisbursed(tranche, assessment);
    case 'cancelled':
      return [];
    default:
      return unreachable(tranche.stage);
  }
}

function followCommitted(tranche: Tranche, assessment: Assessment, at: string, takenBack = false): TrancheFact[] {
  const revision = tranche.revision + 1;
  const forfeited = tranche.stage === 'forfeited';
  switch (assessment.kind) {
    case 'release':
      return [release(tranche, assessment, revision, at)];
    case 'forfeit':
      if (forfeited) return [];
      return [{ kind: 'forfeited', amount: tranche.amount, revision, rules: assessment.rules, evidenceIds: assessment.evidenceIds }];
    case 'withhold':
      if (sameWaiting(tranche.withheldFor, assessment.waitingFor)) return [];
      return [{ kind: 'withheld', revision, waitingFor: assessment.waitingFor, rules: assessment.rules, takenBack }];
    case 'wait': {
      // A revised result takes the forfeit back before the other conditions are met.
      const { waitingFor } = assessment;
      return forfeited ? [{ kind: 'withheld', revision, waitingFor, rules: ['R123'], takenBack }] : [];
    }
    default:
      return unreachable(assessment);
  }
}

function followPayable(tranche: Tranche, assessment: Assessment, at: string): TrancheFact[] {
  if (assessment.kind === 'wait') return [];
  if (assessment.kind === 'release' && assessment.factorBp === tranche.factorBp) return [];
  const reversed = {
    kind: 'release-reversed',
    amount: tranche.released,
    deducted: tranche.amount - tranche.released,
    revision: tranche.revision + 1,
    rules: ['R123'],
  } as const;
  const decided = followCommitted(evolve(tranche, reversed), assessment, at, true);
  return [reversed, ...(tranche.ended ? settleWithBudget(tranche, decided) : decided)];
}

/**
 * After the contract's end nothing stays committed: what a revised result takes away goes on to the budget line, and what
 * it grants beyond comes from there.
 */
function settleWithBudget(before: Tranche, decided: readonly TrancheFact[]): TrancheFact[] {
  const after = fold(evolve, before, decided);
  const released = after.stage === 'payable' ? after.released : 0n;
  const amount = before.released - released;
  if (amount < 0n) return [{ kind: 'recommitted', amount: -amount, revision: after.revision }, ...decided];
  const uncommitted: TrancheFact = { kind: 'uncommitted', amount, revision: after.revision };
  return after.stage === 'payable' ? [...decided, uncommitted] : [...decided, uncommitted, cancelled(after, 'contract-ended')];
}

const cancelled = ({ amount, revision }: Tranche, reason: EndReason): TrancheFact => ({
  kind: 'cancelled',
  amount,
  reason,
  revision: revision + 1,
  rules: ['R123'],
});

/** The contract ends: what was never owed goes back to the budget, and a tranche of which nothing was owed is cancelled. */
export function endWithContract(tranche: Tranche, as: 'closed' | 'terminated'): TrancheFact[] {
  if (tranche.ended) return [];
  const ended: TrancheFact = { kind: 'contract-ended', rest: tranche.amount - tranche.released, revision: tranche.revision + 1 };
  if (tranche.stage !== 'committed' && tranche.stage !== 'forfeited') return [ended];
  return [ended, cancelled(evolve(tranche, ended), `contract-${as}`)];
}

function followDisbursed(tranche: Tranche, assessment: Assessment): TrancheFact[] {
  if (assessment.kind === 'wait' || assessment.kind === 'withhold') return [];
  const due = assessment.kind === 'release' ? shareOf(tranche.amount, assessment.factorBp) : 0n;
  const difference = due - tranche.released - tranche.corrected;
  if (difference === 0n) return [];
  return [
    {
      kind: 'correction-due',
      difference,
      revision: tranche.revision + 1,
      rules: ['R123'],
      evidenceIds: assessment.evidenceIds,
    },
  ];
}

function release(tranche: Tranche, assessment: Assessment & { kind: 'release' }, revision: number, at: string): TrancheFact {
  const amount = shareOf(tranche.amount, assessment.factorBp);
  return {
    kind: 'released',
    amount,
    deducted: tranche.amount - amount,
    factorBp: assessment.factorBp,
    revision,
    rules: assessment.rules,
    evidenceIds: assessment.evidenceIds,
    at,
  };
}

const sameWaiting = (a: readonly Waiting[], b: readonly Waiting[]): boolean => JSON.stringify(a) === JSON.stringify(b);
