import type { Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { ReadyOn } from '../../domain/plan/plan-item.js';
import { loadPlanForUpdate } from '../persistence/plan.repository.js';
import { noteReached } from '../persistence/reached-event.repository.js';
import { readyRounds } from './ready-rounds.js';

/** Something was reached in the project: whatever evaluation waits for it is ready. */
@Injectable()
export class ReadyRoundHandler {
  async note(record: Cause & { readonly data: { readonly contractId: Id } }, event: ReadyOn, tx: Tx): Promise<Outcome> {
    const { contractId } = record.data;
    const { status } = await loadPlanForUpdate(tx, contractId);
    if (status === 'none') return waitingFor('contract', contractId);
    await noteReached(tx, contractId, record.jurisdiction, event, tx.now);
    await readyRounds(tx, contractId);
    return APPLIED;
  }
}
