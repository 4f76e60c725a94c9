import type { Id } from '@goufu/kernel';
import { APPLIED, causedId, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { unspent } from '../../domain/commitment/commitment.js';
import { uncommit } from '../../domain/ledger/posting.js';
import { findContract, setContractState } from '../persistence/contract.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { lockTranchesOf, saveTranches } from '../persistence/tranche.repository.js';

/**
 * Ends a contract: what is owed stays owed, and what can no longer be owed goes Committed → Available. A completed contract
 * keeps the money of tranches that still wait, since their last fact may be on its way; a terminated one cancels them.
 */
@Injectable()
export class CloseContractHandler {
  async close(contractId: Id, state: 'closed' | 'terminated', tx: Tx): Promise<Outcome> {
    const tranches = await lockTranchesOf(tx, [contractId]);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (contract.state === 'closed' || contract.state === 'terminated') return APPLIED;
    await setContractState(tx, contractId, state);
    const waiting = tranches.filter(({ stage }) => stage === 'committed');
    if (state === 'terminated') await saveTranches(tx, waiting.map((tranche) => ({ ...tranche, stage: 'cancelled' as const })));
    const { purchaseId, jurisdiction } = contract;
    const decided = state === 'terminated' ? tranches : tranches.filter((tranche) => !waiting.includes(tranche));
    const transfers = unspent(decided).flatMap(uncommit);
    await post(tx, [{ eventId: causedId(contractId, 'closed'), reason: `contract-${state}`, purchaseId, jurisdiction, transfers }]);
    return APPLIED;
  }
}
