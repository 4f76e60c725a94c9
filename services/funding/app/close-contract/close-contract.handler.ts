import { fold, isRefusal, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { finalityOf } from '../../domain/tranche/finality.js';
import { standingOf } from '../../domain/tranche/reading.js';
import type { EndContract } from '../../domain/tranche/tranche.commands.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { findContract, setContractState } from '../persistence/contract.repository.js';
import { lockTranchesOf, markEnded, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';

/** How a contract ended, and when by business time. */
type Ending = Pick<EndContract, 'as' | 'at'>;

/**
 * Ends a contract: what is owed stays owed, what was never owed goes Committed → Available, and a tranche of which nothing was
 * owed is cancelled out loud. The closing of a completed contract waits until its last tranche is decided, since that fact may
 * be on its way.
 */
@Injectable()
export class CloseContractHandler {
  async close(contractId: Id, { as, at }: Ending, causedBy: Cause, tx: Tx): Promise<Outcome> {
    const tranches = await lockTranchesOf(tx, [contractId]);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (contract.state === 'closed' || contract.state === 'terminated') return APPLIED;
    if (tranches.some((tranche) => finalityOf(standingOf(tranche), as).outcome === 'await')) return waitingFor('tranches-decided', contractId);
    await setContractState(tx, contractId, as);
    const consequences = tranches.flatMap((tranche) => endOne(tranche, { as, at }, causedBy));
    await writeConsequences(tx, [...new Set(consequences.map(({ tranche }) => tranche))], consequences);
    await markEnded(tx, contractId, as === 'terminated' ? at : null);
    return APPLIED;
  }
}

function endOne(tranche: StoredTranche, ending: Ending, causedBy: Cause): Consequence[] {
  const facts = decide({ kind: 'end-contract', ...ending }, tranche);
  if (isRefusal(facts)) throw new Error(`tranche ${tranche.id}: ${facts.en}`);
  const ended = { ...tranche, ...fold(evolve, tranche, facts) };
  return facts.map((fact) => ({ tranche: ended, fact, causedBy }));
}
