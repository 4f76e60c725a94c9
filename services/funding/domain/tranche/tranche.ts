import { type BasisPoints, type Decision, type Fen, type Id, shareOf, unreachable } from '@goufu/kernel';
import { assess, type Assessment, type Terms } from './assessment.js';
import type { TrancheCommand } from './tranche.commands.js';
import type { KeptEvidence, TrancheFact, Waiting } from './tranche.facts.js';

/** Where the tranche's money stands (stages of the ledger). */
export type Stage = 'committed' | 'payable' | 'in-transit' | 'disbursed' | 'forfeited';

/** One tranche of one contract: an amount and the conditions under which it is owed. */
export interface Tranche {
  readonly id: Id;
  readonly amount: Fen;
  readonly terms: Terms;
  readonly stage: Stage;
  readonly evidence: readonly KeptEvidence[];
  /** Counts releases, withholdings and forfeits; a later one replaces an earlier one. */
  readonly revision: number;
  /** Owed or paid; 0 before the release. */
  readonly released: Fen;
  readonly factorBp: BasisPoints;
  /** What was last told to be missing, so that the same withholding is not told twice. */
  readonly withheldFor: readonly Waiting[];
}

export type OpenTranche = Pick<Tranche, 'id' | 'amount' | 'terms'>;

export const openTranche = (terms: OpenTranche): Tranche => ({
  ...terms,
  stage: 'committed',
  evidence: [],
  revision: 0,
  released: 0n,
  factorBp: 0,
  withheldFor: [],
});

/** Keeps the evidence and says what follows from all of it. Known evidence changes nothing. */
export function decide(command: TrancheCommand, tranche: Tranche): Decision<TrancheFact> {
  if (tranche.evidence.some(({ factId }) => factId === command.factId)) return [];
  if (!concerns(tranche, command)) return [];
  const kept: KeptEvidence = { factId: command.factId, evidence: command.evidence };
  const consequence = follow(tranche, assess(tranche.terms, [...tranche.evidence, kept]), command.at);
  return [{ kind: 'evidence-kept', kept }, ...consequence];
}

/** The finality matrix: what an assessment does at each stage (architecture.md section 5). */
function follow(tranche: Tranche, assessment: Assessment, at: string): TrancheFact[] {
  switch (tranche.stage) {
    case 'committed':
      return followCommitted(tranche, assessment, at);
    case 'payable':
      return followPayable(tranche, assessment, at);
    case 'in-transit':
      // The bank has it: settlement or rejection comes first, then the evidence is read again.
      return [];
    case 'disbursed':
      return followDisbursed(tranche, assessment);
    case 'forfeited':
      return [];
    default:
      return unreachable(tranche.stage);
  }
}

function followCommitted(tranche: Tranche, assessment: Assessment, at: string): TrancheFact[] {
  const revision = tranche.revision + 1;
  switch (assessment.kind) {
    case 'release':
      return [release(tranche, assessment, revision, at)];
    case 'forfeit':
      return [{ kind: 'forfeited', amount: tranche.amount, revision, rules: assessment.rules, evidenceIds: assessment.evidenceIds }];
    case 'withhold':
      if (sameWaiting(tranche.withheldFor, assessment.waitingFor)) return [];
      return [{ kind: 'withheld', revision, waitingFor: assessment.waitingFor, rules: assessment.rules }];
    case 'wait':
      return [];
    default:
      return unreachable(assessment);
  }
}

function followPayable(tranche: Tranche, assessment: Assessment, at: string): TrancheFact[] {
  if (assessment.kind === 'wait') return [];
  if (assessment.kind === 'release' && assessment.factorBp === tranche.factorBp) return [];
  const reversed: TrancheFact = {
    kind: 'release-reversed',
    amount: tranche.released,
    deducted: tranche.amount - tranche.released,
    revision: tranche.revision + 1,
    rules: ['R123'],
  };
  return [reversed, ...followCommitted(evolve(tranche, reversed), assessment, at)];
}

function followDisbursed(tranche: Tranche, assessment: Assessment): TrancheFact[] {
  if (assessment.kind === 'wait' || assessment.kind === 'withhold') return [];
  const due = assessment.kind === 'release' ? shareOf(tranche.amount, assessment.factorBp) : 0n;
  if (due === tranche.released) return [];
  return [
    {
      kind: 'correction-due',
      difference: due - tranche.released,
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

/** Facts about things that no condition names are not kept: they are not this tranche's evidence. */
function concerns(tranche: Tranche, { evidence }: TrancheCommand): boolean {
  return tranche.terms.conditions.some((condition) => {
    switch (evidence.kind) {
      case 'evaluation':
      case 'rectification-closed':
        return 'evaluationCode' in condition && condition.evaluationCode === evidence.evaluationCode;
      case 'milestone':
        return condition.kind === 'milestone' && condition.milestoneCode === evidence.milestoneCode;
      case 'appeal-opened':
      case 'appeal-closed':
        return condition.kind === 'evaluation' || condition.kind === 'no-open-appeal';
      default:
        return condition.kind === evidence.kind;
    }
  });
}

const sameWaiting = (a: readonly Waiting[], b: readonly Waiting[]): boolean => JSON.stringify(a) === JSON.stringify(b);

export function evolve(tranche: Tranche, fact: TrancheFact): Tranche {
  switch (fact.kind) {
    case 'evidence-kept':
      return { ...tranche, evidence: [...tranche.evidence, fact.kept] };
    case 'released':
      return { ...tranche, stage: 'payable', released: fact.amount, factorBp: fact.factorBp, revision: fact.revision, withheldFor: [] };
    case 'withheld':
      return { ...tranche, revision: fact.revision, withheldFor: fact.waitingFor };
    case 'forfeited':
      return { ...tranche, stage: 'forfeited', revision: fact.revision, withheldFor: [] };
    case 'release-reversed':
      return { ...tranche, stage: 'committed', released: 0n, factorBp: 0, revision: fact.revision };
    case 'correction-due':
      return { ...tranche, revision: fact.revision };
    default:
      return unreachable(fact);
  }
}
