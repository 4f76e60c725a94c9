import type { Id } from '@goufu/kernel';
import { APPLIED, bring, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import {
  insertSupplement,
  saveClawback,
  saveCommitment,
  savePayment,
  saveTranche,
  settleClawback,
  type ClawbackNews,
  type PaymentNews,
  type SupplementNews,
  type TrancheNews,
} from '../persistence/money.repository.js';
import { loadProjectOfContract } from '../persistence/project.repository.js';

interface OfContract {
  readonly contractId: Id;
}

/** Keeps what a project shows of its money, and what closing it asks about. Funding decides; nothing is decided here. */
@Injectable()
export class FollowMoneyHandler {
  async noteCommitment({ contractId, revision }: OfContract & { readonly revision: number }, state: 'recorded' | 'refused', reason: string | undefined, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    await saveCommitment(tx, project.id, revision, state, reason);
    return APPLIED;
  }

  async noteTranche({ contractId, trancheId, revision }: OfContract & { readonly trancheId: Id; readonly revision: number }, news: TrancheNews, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    return (await saveTranche(tx, trancheId, revision, news)) ? APPLIED : waitingFor('tranche', trancheId);
  }

  async addSupplement(contractId: Id, supplement: SupplementNews, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    await insertSupplement(tx, project, supplement);
    bring(tx, 'tranche', supplement.trancheId);
    return APPLIED;
  }

  async notePayment(
    { contractId, attemptId, trancheId, fen }: OfContract & Pick<PaymentNews, 'attemptId' | 'trancheId' | 'fen'>,
    state: PaymentNews['state'],
    reasonCode: string | undefined,
    tx: Tx,
  ): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    await savePayment(tx, project, { attemptId, trancheId, fen, state, reasonCode });
    return APPLIED;
  }

  async noteClawbackRaised({ contractId, ...clawback }: OfContract & ClawbackNews, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    await saveClawback(tx, project, clawback);
    return APPLIED;
  }

  async noteClawbackSettled({ contractId, caseId, outcome }: OfContract & { readonly caseId: Id; readonly outcome: string }, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, contractId);
    if (!project) return waitingFor('contract', contractId);
    await settleClawback(tx, caseId, outcome);
    return APPLIED;
  }
}
