import type { Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { finalityOf } from '../../domain/tranche/finality.js';
import { mayBeOrdered, standingOf } from '../../domain/tranche/reading.js';
import { orderPayments } from '../order-payment/order-payments.js';
import { voidOrders } from '../order-payment/void-orders.js';
import { findContract, setContractState } from '../persistence/contract.repository.js';
import { lockTranchesOf } from '../persistence/tranche.repository.js';

/** Stops the payments of a contract that have not been instructed, and lets them go on. */
@Injectable()
export class SuspendContractHandler {
  async suspend(contractId: Id, tx: Tx): Promise<Outcome> {
    const tranches = await lockTranchesOf(tx, [contractId]);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (contract.state !== 'active') return APPLIED;
    await setContractState(tx, contractId, 'suspended');
    const stopped = tranches.filter((tranche) => finalityOf(standingOf(tranche), 'suspended').outcome === 'hold');
    await voidOrders(tx, new Set(stopped.map(({ id }) => id)), 'contract-suspended');
    return APPLIED;
  }

  async resume(contractId: Id, causedBy: Cause, tx: Tx): Promise<Outcome> {
    const tranches = await lockTranchesOf(tx, [contractId]);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (contract.state !== 'suspended') return APPLIED;
    await setContractState(tx, contractId, 'active');
    const payable = tranches.filter(mayBeOrdered);
    await orderPayments(tx, payable, new Map(payable.map(({ id }) => [id, causedBy])));
    return APPLIED;
  }
}
