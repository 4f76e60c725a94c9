import type { AppealDecided, AppealFiled, ResultNotified, RoundOpened } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { saveAppeal, saveAttempt, type AttemptNews } from '../persistence/evaluation.repository.js';
import { loadProjectOfContract } from '../persistence/project.repository.js';

/** Keeps what a project shows of its evaluations, and what closing it asks about. */
@Injectable()
export class FollowEvaluationHandler {
  noteRound({ contractId, evaluationCode, attempt, revision, roundId, due }: RoundOpened, tx: Tx): Promise<Outcome> {
    return this.note(contractId, { code: evaluationCode, attempt, revision, stage: 'open', roundId, due }, tx);
  }

  noteResult({ contractId, evaluationCode, attempt, revision, roundId, resultId, scoreBp, grade, appealUntil }: ResultNotified, tx: Tx): Promise<Outcome> {
    return this.note(contractId, { code: evaluationCode, attempt, revision, stage: 'notified', roundId, resultId, scoreBp, grade, appealUntil }, tx);
  }

  async noteAppeal(appeal: AppealFiled | AppealDecided, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, appeal.contractId);
    if (!project) return waitingFor('contract', appeal.contractId);
    await saveAppeal(tx, project, appeal);
    return APPLIED;
  }

  private async note(contractId: Id, news: AttemptNews, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    await saveAttempt(tx, project, news);
    return APPLIED;
  }
}
