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
 * Ends a contract: what is owed stays owed, and what can no longer be owed goes Committed → Available. The closing of a completed
 * contract waits until its last tranche is decided, since that fact may be on its way; a terminated one cancels what waits.
 */
@Injectable()
export class CloseContractHandler {
  async close(contractId: Id, state: 'closed' | 'terminated', tx: Tx): Promise<Outcome> {
    const tranches = await lockTranchesOf(tx, [contractId]);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (contract.state === 'closed' || contract.state === 'terminated') return APPLIED;
    const undecided = tranches.filter(({ stage }) => stage === 'committed');
    if (state === 'closed' && undecided.length > 0) return waitingFor('tranches-decided', contractId);
    await setContractState(tx, contractId, state);
    await saveTranches(tx, undecided.map((tranche) => ({ ...tranche, stage: 'cancelled' as const })));
    const { purchaseId, jurisdiction } = contract;
    const transfers = unspent(tranches).flatMap(uncommit);
    await post(tx, [{ eventId: causedId(contractId, 'closed'), reason: `contract-${state}`, purchaseId, jurisdiction, transfers }]);
    return APPLIED;
  }
}
