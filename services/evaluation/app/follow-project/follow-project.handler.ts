import type { ProjectStarted } from '@goufu/contracts';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { noteProject } from '../persistence/plan.repository.js';

@Injectable()
export class FollowProjectHandler {
  async note({ contractId, projectId, planVersion }: ProjectStarted, tx: Tx): Promise<Outcome> {
    return (await noteProject(tx, contractId, projectId, planVersion)) ? APPLIED : waitingFor('contract', contractId);
  }
}
