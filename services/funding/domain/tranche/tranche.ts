import { type Decision, fold, unreachable } from '@goufu/kernel';
import { assess } from './assessment.js';
import { finalityOf, type Happening } from './finality.js';
import { endWithContract, follow } from './follow.js';
import { grantedOf, standingOf } from './reading.js';
import { evolve, type Tranche } from './standing.js';
import type { AmendTerms, MoveStage, NoteEvidence, ReturnPart, SetOff, TrancheCommand } from './tranche.commands.js';
import type { KeptEvidence, MoveTarget, TrancheFact } from './tranche.facts.js';
import { refuseTranche as refuse } from './tranche.refusals.js';

export { evolve, openSupplement, openTranche, type Part, type Stage, type Tranche } from './standing.js';

export function decide(command: TrancheCommand, tranche: Tranche): Decision<TrancheFact> {
  switch (command.kind) {
    case 'note-evidence':
      return noteEvidence(command, tranche);
    case 'move-stage':
      return moveStage(command, tranche);
    case 'amend-terms':
      return amendTerms(command, tranche);
    case 'end-contract':
      return endWithContract(tranche, command);
    case 'raise-supplement':
      if (tranche.stage !== 'disbursed') return refuse('wrong-stage', { stage: tranche.stage });
      return [{ kind: 'supplement-raised', keeps: command.keeps, revision: tranche.revision + 1 }];
    case 'set-off':
      return setOff(command, tranche);
    case 'return-part':
      return returnPart(command, tranche);
    case 'reread':
      return follow(tranche, assess(tranche.terms, tranche.evidence));
    default:
      return unreachable(command);
  }
}

/** Keeps the evidence and says what follows from all of it. Known evidence changes nothing. */
function noteEvidence(command: NoteEvidence, tranche: Tranche): TrancheFact[] {
  if (tranche.evidence.some(({ factId }) => factId === command.factId)) return [];
  if (!concerns(tranche, command)) return [];
  const kept: KeptEvidence = { factId: command.factId, evidence: command.evidence, at: command.at };
  const consequence = follow(tranche, assess(tranche.terms, [...tranche.evidence, kept]));
  return [{ kind: 'evidence-kept', kept }, ...consequence];
}

const MEANS: Record<MoveTarget, Happening> = { 'in-transit': 'instructed', disbursed: 'settled', payable: 'sent-back' };

/** Follows the payment; evidence that came while the bank had the money is read once it is out of its hands. */
function moveStage({ to, keeps }: MoveStage, tranche: Tranche): Decision<TrancheFact> {
  // The order itself refuses to leave before all approvals.
  const standing = standingOf(tranche, to === 'in-transit' ? 'approved' : 'none');
  if (finalityOf(standing, MEANS[to]).outcome !== 'proceed') return refuse('wrong-stage', { stage: tranche.stage });
  const moved: TrancheFact = { kind: 'moved', to, ...(keeps === undefined ? {} : { keeps }) };
  const after = fold(evolve, tranche, [moved]);
  return [moved, ...follow(after, assess(after.terms, after.evidence))];
}

/** What is owed and free pays by set-off; what is held, or with the bank, does not. After the contract's end nothing stays committed. */
function setOff({ amount }: SetOff, tranche: Tranche): Decision<TrancheFact> {
  if (finalityOf(standingOf(tranche), 'set-off').outcome !== 'proceed') return refuse('wrong-stage', { stage: tranche.stage });
  if (amount <= 0n || amount > tranche.released) return refuse('more-than-owed', { owedFen: tranche.released.toString() });
  const rest = tranche.released - amount;
  const revision = tranche.revision + 1;
  const set: TrancheFact = { kind: 'set-off', amount, rest, revision };
  const ended: readonly TrancheFact[] = tranche.ended && rest > 0n ? [{ kind: 'uncommitted', above: amount, amount: rest, revision }] : [];
  // What waits for its line above what is set off is the supplement's.
  return [...(tranche.short ? [{ kind: 'shortage-over' } as const] : []), set, ...ended];
}

/** It keeps what did not come back. Of what is corrected already, or asked back, a part has another owner. */
function returnPart({ amount }: ReturnPart, tranche: Tranche): Decision<TrancheFact> {
  if (finalityOf(standingOf(tranche), 'part-sent-back').outcome !== 'proceed' || grantedOf(tranche) !== tranche.released) return refuse('wrong-stage', { stage: tranche.stage });
  if (amount <= 0n || amount >= tranche.released) return refuse('more-than-owed', { owedFen: tranche.released.toString() });
  return [{ kind: 'part-returned', amount, revision: tranche.revision + 1 }];
}

/** Terms change only while nothing is decided; evidence kept so far counts under the new ones. */
function amendTerms({ terms }: AmendTerms, tranche: Tranche): Decision<TrancheFact> {
  if (JSON.stringify(terms) === JSON.stringify(tranche.terms)) return [];
  if (finalityOf(standingOf(tranche), 'amended').outcome !== 'reread') return refuse('wrong-stage', { stage: tranche.stage });
  const amended: TrancheFact = { kind: 'terms-amended', terms };
  return [amended, ...follow({ ...tranche, terms }, assess(terms, tranche.evidence))];
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
        return condition.kind === 'no-open-appeal' || (condition.kind === 'evaluation' && (evidence.evaluationCode ?? condition.evaluationCode) === condition.evaluationCode);
      default:
        return condition.kind === evidence.kind;
    }
  });
}
