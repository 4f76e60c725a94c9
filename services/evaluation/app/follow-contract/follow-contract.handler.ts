import { fold, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { PlanCommand } from '../../domain/plan/plan.commands.js';
import { plan } from '../../domain/plan/plan.js';
import { dropRound } from '../freeze-plan/drop-round.js';
import { loadPlanForUpdate, savePlanStatus } from '../persistence/plan.repository.js';

/** The plan goes where its contract goes. */
@Injectable()
export class FollowContractHandler {
  async follow(contractId: Id, command: Exclude<PlanCommand, { kind: 'freeze' }>, tx: Tx): Promise<Outcome> {
    const before = await loadPlanForUpdate(tx, contractId);
    if (before.status === 'none') return waitingFor('contract', contractId);
    const facts = plan.decide(command, before);
    await savePlanStatus(tx, contractId, fold(plan.evolve, before, facts).status);
    for (const fact of facts) if (fact.kind === 'evaluation-dropped') await dropRound(tx, contractId, fact.code, fact.reason);
    return APPLIED;
  }
}
