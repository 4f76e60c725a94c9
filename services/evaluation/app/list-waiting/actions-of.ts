import type { Caller } from '@goufu/service';
import { seatsOf } from '../../domain/round/panel.js';
import type { StoredAppeal } from '../persistence/appeal.repository.js';
import type { StoredResult } from '../persistence/result.repository.js';
import type { StoredRound } from '../persistence/round.repository.js';

interface WaitingAction {
  readonly action: 'open-round' | 'replace-member' | 'declare-interest' | 'score' | 'notify-result' | 'answer-result' | 'decide-appeal';
  readonly until?: string | undefined;
  readonly resultId?: string | undefined;
  readonly appealId?: string | undefined;
}

/** What a round waits for that this caller can do. `result` is its newest one. */
export function actionsOf(caller: Pick<Caller, 'actorId' | 'roles'>, round: StoredRound, result?: StoredResult, appeal?: StoredAppeal): WaitingAction[] {
  const { roles } = caller;
  return [
    ...(roles.includes('purchaser') ? purchaserActions(caller.actorId, round, result, appeal) : []),
    ...(roles.includes('evaluator') ? evaluatorActions(caller.actorId, round) : []),
    ...(roles.includes('agency') && round.stage === 'notified' ? [{ action: 'answer-result' as const, resultId: result?.id, until: result?.appealUntil }] : []),
  ];
}

function purchaserActions(actorId: string, round: StoredRound, result?: StoredResult, appeal?: StoredAppeal): WaitingAction[] {
  switch (round.stage) {
    case 'ready':
      return [{ action: 'open-round', until: round.plannedDue }];
    case 'open':
      return seatsOf(round.members).some(({ interest }) => interest === 'recused') ? [{ action: 'replace-member', until: round.due }] : [];
    case 'computed':
      return [{ action: 'notify-result', resultId: result?.id }];
    case 'appealed': {
      const involved = round.openedBy === actorId || round.members.some(({ evaluatorId }) => evaluatorId === actorId);
      return involved ? [] : [{ action: 'decide-appeal', resultId: result?.id, appealId: appeal?.appealId }];
    }
    default:
      return [];
  }
}

function evaluatorActions(actorId: string, round: StoredRound): WaitingAction[] {
  const seat = seatsOf(round.members).find(({ evaluatorId }) => evaluatorId === actorId);
  if (round.stage !== 'open' || !seat || seat.signed) return [];
  if (seat.interest === 'undeclared') return [{ action: 'declare-interest', until: round.due }];
  return seat.interest === 'none' ? [{ action: 'score', until: round.due }] : [];
}
