import { profileFor } from '@goufu/jurisdiction';
import { assert, fold, isRefusal, localDateOf, plusMilliseconds, type Instant } from '@goufu/kernel';
import { APPLIED, causedId, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { opensReEvaluation } from '../../domain/result/consequence.js';
import { samePanel } from '../../domain/round/panel.js';
import { round as rounds } from '../../domain/round/round.js';
import type { RectificationRecord } from '../follow-rectification/follow-rectification.handler.js';
import { loadRoundOfResult } from '../in-round.js';
import { recordRoundOpened } from '../open-round/published-facts.js';
import { loadPlanForUpdate } from '../persistence/plan.repository.js';
import { noteRectification } from '../persistence/rectification.repository.js';
import { hasAttempt, insertRound, loadRoundForUpdate, type StoredRound } from '../persistence/round.repository.js';
import { saveRound } from '../persistence/save-round.js';
import { gradeRulesOf } from '../publish-result/publish-result.js';
import { makeReady } from '../ready-round/ready-rounds.js';

/** Who opens a round that nobody opened. */
const BY_ITSELF = 'rectification';

/**
 * After a fail, the accepted rectification opens the evaluation once more with the same panel, the same template and as
 * much time as the first one had (R109). After a pass there is nothing to repeat.
 */
@Injectable()
export class ReEvaluateHandler {
  async accepted(record: RectificationRecord, tx: Tx): Promise<Outcome> {
    const of = await loadRoundOfResult(tx, record.data.resultId);
    if (isRefusal(of)) return waitingFor('result', record.data.resultId);
    const { round, current } = of;
    const isNew = await noteRectification(tx, { ...record.data, jurisdiction: record.jurisdiction, stage: 'accepted' });
    const rules = gradeRulesOf(profileFor(round.jurisdiction, localDateOf(tx.now)));
    if (isNew && opensReEvaluation(current.grade, round.attempt, rules)) await this.repeat(record, round, tx);
    return APPLIED;
  }

  private async repeat(record: RectificationRecord, round: StoredRound, tx: Tx): Promise<void> {
    const plan = await loadPlanForUpdate(tx, round.contractId);
    if (plan.status === 'terminated') return;
    // A fail that was corrected and stayed one is rectified twice, and still evaluated once more only.
    if (await hasAttempt(tx, round, round.attempt + 1)) return;
    const id = causedId(record.id, 'round');
    const due = dueAgain(round, tx.now);
    const item = { code: round.evaluationCode, kind: round.kind, weightBp: round.weightBp, templateId: round.templateId, templateVersion: round.templateVersion, due, readyOn: round.readyOn };
    await insertRound(tx, id, round, item, round.template, round.attempt + 1);
    const planned = await loadRoundForUpdate(tx, id);
    assert(planned !== undefined, 'the repeated round was just written');
    await makeReady(tx, planned, 'rectification');
    const ready = fold(rounds.evolve, planned, [{ kind: 'round-ready', cause: 'rectification', at: tx.now }]);
    const opened = rounds.decide({ kind: 'open', panel: samePanel(round.members), due, by: BY_ITSELF, at: tx.now }, ready);
    // A suspended contract: the round stays ready, and the purchaser opens it when the contract goes on.
    if (isRefusal(opened)) return;
    await saveRound(tx, planned, opened);
    recordRoundOpened(tx, planned, { revision: 1, due, panelSize: samePanel(round.members).length }, record);
  }
}

/** As long as the panel had the first time. */
function dueAgain({ openedAt, due }: StoredRound, now: Instant): Instant {
  assert(openedAt !== undefined && due !== undefined, 'a round with a result was opened');
  return plusMilliseconds(now, Date.parse(due) - Date.parse(openedAt));
}
