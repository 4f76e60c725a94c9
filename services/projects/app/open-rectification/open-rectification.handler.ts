import { rectificationOpened, type ResultPublished, type ResultRevised } from '@goufu/contracts';
import { assert, isRefusal, type Id, type Instant } from '@goufu/kernel';
import { APPLIED, bring, causedId, waitingFor, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { cancelTask, scheduleTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { rectification as rectifications } from '../../domain/rectification/rectification.js';
import { FLAG_LATE_RECTIFICATION, type FlagLateRectification } from '../flag-late-rectification/task.js';
import { publishedResult, saveAttempt } from '../persistence/evaluation.repository.js';
import { loadProjectOfContract, type StoredProject } from '../persistence/project.repository.js';
import { insertRectification, loadRectifications, saveRectification, type NewRectification } from '../persistence/rectification.repository.js';
import { about, rectificationRefOf } from '../published-facts.js';

/** A final result, with the envelope that brought it. */
interface Result extends Omit<FactRecord, 'data'> {
  readonly data: ResultPublished;
}

/** A final result is shown; where it calls for a rectification, that is opened (R109). */
@Injectable()
export class OpenRectificationHandler {
  async publish(result: Result, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, result.data.contractId);
    return project ? this.take(tx, project, result) : waitingFor('contract', result.data.contractId);
  }

  /** Waits for the result that it takes the place of: both may have waited for the contract, and woken in any order. */
  async revise(result: Result & { readonly data: ResultRevised }, tx: Tx): Promise<Outcome> {
    const { contractId, evaluationCode, attempt, revision, supersedes } = result.data;
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    const earlier = await publishedResult(tx, project.id, evaluationCode, attempt);
    const inTurn = earlier !== undefined && (earlier.resultId === supersedes || earlier.revision >= revision);
    return inTurn ? this.take(tx, project, result) : waitingFor('result', supersedes);
  }

  private async take(tx: Tx, project: StoredProject, result: Result): Promise<Outcome> {
    const { evaluationCode, attempt, revision, roundId, resultId, scoreBp, grade, supersedes, rectificationDue } = result.data;
    await saveAttempt(tx, project, { code: evaluationCode, attempt, revision, stage: 'published', roundId, resultId, scoreBp, grade });
    if (supersedes !== undefined) await this.drop(tx, project, supersedes);
    if (rectificationDue !== undefined) await this.open(tx, project, result, rectificationDue);
    bring(tx, 'result', resultId);
    return APPLIED;
  }

  private async open(tx: Tx, project: StoredProject, result: Result, due: Instant): Promise<void> {
    const { resultId, evaluationCode, attempt, grade } = result.data;
    const rectification: NewRectification = { id: causedId(result.id, 'rectification'), resultId, evaluationCode, attempt, grade, due };
    if (!(await insertRectification(tx, project, rectification))) return;
    const payload = { rectificationId: rectification.id, contractId: project.contractId };
    scheduleTask<FlagLateRectification>(tx, { kind: FLAG_LATE_RECTIFICATION, key: rectification.id, dueAt: due, payload, causedBy: result });
    const ref = rectificationRefOf({ ...rectification, project });
    tx.record({ contract: rectificationOpened, ...about(project), causedBy: result, data: { ...ref, grade } });
  }

  /** What an earlier revision asked for and nobody decided is asked for no longer. */
  private async drop(tx: Tx, project: StoredProject, resultId: Id): Promise<void> {
    const earlier = (await loadRectifications(tx, project)).find((one) => one.resultId === resultId);
    if (!earlier) return;
    const facts = rectifications.decide({ kind: 'drop' }, earlier);
    assert(!isRefusal(facts), 'dropping is never refused');
    await saveRectification(tx, earlier.id, facts);
    await cancelTask(tx, FLAG_LATE_RECTIFICATION, earlier.id);
  }
}
