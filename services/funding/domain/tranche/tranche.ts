import { type BasisPoints, type Decision, type Fen, fold, type Id, shareOf, unreachable } from '@goufu/kernel';
import { assess, type Assessment, type Terms } from './assessment.js';
import type { AmendTerms, MoveStage, NoteEvidence, TrancheCommand } from './tranche.commands.js';
import type { KeptEvidence, MoveTarget, TrancheFact, Waiting } from './tranche.facts.js';
import { refuseTranche as refuse } from './tranche.refusals.js';

/**
 * Where the tranche's money stands (stages of the ledger). What is `forfeited` stays committed until the contract is
 * closed, so that a revised result can still grant it; what is `cancelled` went back with the contract.
 */
export type Stage = 'committed' | 'payable' | 'in-transit' | 'disbursed' | 'forfeited' | 'cancelled';

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
  /** Differences already raised against what was paid, so that none is raised twice; negative when money is asked back. */
  readonly corrected: Fen;
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
  corrected: 0n,
});

export function decide(command: TrancheCommand, tranche: Tranche): Decision<TrancheFact> {
  switch (command.kind) {
    case 'note-evidence':
      return noteEvidence(command, tranche);
    case 'move-stage':
      return moveStage(command, tranche);
    case 'amend-terms':
      return amendTerms(command, tranche);
    default:
      return unreachable(command);
  }
}

/** Keeps the evidence and says what follows from all of it. Known evidence changes nothing. */
function noteEvidence(command: NoteEvidence, tranche: Tranche): TrancheFact[] {
  if (tranche.evidence.some(({ factId }) => factId === command.factId)) return [];
  if (!concerns(tranche, command)) return [];
  const kept: KeptEvidence = { factId: command.factId, evidence: command.evidence };
  const consequence = follow(tranche, assess(tranche.terms, [...tranche.evidence, kept]), command.at);
  return [{ kind: 'evidence-kept', kept }, ...consequence];
}

const MOVES: Record<MoveTarget, readonly Stage[]> = {
  'in-transit': ['payable'],
  disbursed: ['in-transit'],
  payable: ['in-transit', 'disbursed'],
};

/** Follows the payment; evidence that came while the bank had the money is read once it is out of its hands. */
function moveStage({ to, at }: MoveStage, tranche: Tranche): Decision<TrancheFact> {
  if (!MOVES[to].includes(tranche.stage)) return refuse('wrong-stage', { stage: tranche.stage });
  const moved: TrancheFact = { kind: 'moved', to };
  const after = fold(evolve, tranche, [moved]);
  return [moved, ...follow(after, assess(after.terms, after.evidence), at)];
}

/** Terms change only while nothing is decided; evidence kept so far counts under the new ones. */
function amendTerms({ terms, at }: AmendTerms, tranche: Tranche): Decision<TrancheFact> {
  if (JSON.stringify(terms) === JSON.stringify(tranche.terms)) return [];
  if (tranche.stage !== 'committed') return refuse('wrong-stage', { stage: tranche.stage });
  const amended: TrancheFact = { kind: 'terms-amended', terms };
  return [amended, ...follow({ ...tranche, terms }, assess(terms, tranche.evidence), at)];
}

/** The finality matrix: what an assessment does at each stage (architecture.md section 5). */
function follow(tranche: Tranche, assessment: Assessment, at: string): TrancheFact[] {
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
  const reversed: TrancheFact = {
    kind: 'release-reversed',
    amount: tranche.released,
    deducted: tranche.amount - tranche.released,
    revision: tranche.revision + 1,
    rules: ['R123'],
  };
  return [reversed, ...followCommitted(evolve(tranche, reversed), assessment, at, true)];
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

/** Facts about things that no condition names are not kept: they are not this tranche's evidence. */
function concerns(tranche: Tranche, { evidence }: NoteEvidence): boolean {
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
      return { ...tranche, stage: 'committed', revision: fact.revision, withheldFor: fact.waitingFor };
    case 'terms-amended':
      return { ...tranche, terms: fact.terms };
    case 'moved':
      // What came back was not paid: no difference against it stands any more.
      return { ...tranche, stage: fact.to, corrected: fact.to === 'payable' ? 0n : tranche.corrected };
    case 'forfeited':
      return { ...tranche, stage: 'forfeited', revision: fact.revision, withheldFor: [] };
    case 'release-reversed':
      return { ...tranche, stage: 'committed', released: 0n, factorBp: 0, revision: fact.revision };
    case 'correction-due':
      return { ...tranche, revision: fact.revision, corrected: tranche.corrected + fact.difference };
    default:
      return unreachable(fact);
  }
}
