import { assert, isRefusal, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { ProjectCommand } from '../../domain/project/project.commands.js';
import { project as projects } from '../../domain/project/project.js';
import { loadProjectOfContract, saveProject } from '../persistence/project.repository.js';

/** The project goes where its contract goes. */
@Injectable()
export class FollowContractHandler {
  async follow(contractId: Id, command: Extract<ProjectCommand, { kind: 'suspend' | 'resume' | 'terminate' }>, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    const facts = projects.decide(command, project);
    assert(!isRefusal(facts), 'following the contract is never refused');
    await saveProject(tx, project.id, facts);
    return APPLIED;
  }
}
