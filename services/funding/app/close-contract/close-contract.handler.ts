import { type Fen, fold, isRefusal, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { Allocation } from '../../domain/ledger/posting.js';
import { finalityOf } from '../../domain/tranche/finality.js';
import { standingOf } from '../../domain/tranche/reading.js';
import { giveBackWhatIsThere } from '../../domain/tranche/shortfall.js';
import type { EndContract } from '../../domain/tranche/tranche.commands.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { findContract, setContractState } from '../persistence/contract.repository.js';
import { lockTranchesOf, markEnded, type LockedTranche, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { Funds } from '../release-tranche/funds.js';
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
    const funds = new Funds(tx);
    const consequences: Consequence[] = [];
    const take = takingFrom(tranches);
    for (const tranche of tranches) consequences.push(...(await endOne({ funds, take }, tranche, { as, at }, causedBy)));
    await writeConsequences(tx, [...new Set(consequences.map(({ tranche }) => tranche))], consequences);
    await markEnded(tx, contractId, as === 'terminated' ? at : null);
    return APPLIED;
  }
}

/** Counts out what is committed for the tranches of a contract, which share it: none of it twice. */
function takingFrom(tranches: readonly LockedTranche[]): (part: Allocation) => Fen {
  const keyOf = ({ commitmentId, lineId, year }: Allocation): string => `${commitmentId}/${lineId}/${year}`;
  const left = new Map(tranches.flatMap(({ allocations, committed }) => allocations.map((part, i) => [keyOf(part), committed[i] ?? 0n] as const)));
  return (part) => {
    const there = left.get(keyOf(part)) ?? 0n;
    const amount = part.amount < there ? part.amount : there;
    left.set(keyOf(part), there - amount);
    return amount;
  };
}

interface Means {
  readonly funds: Funds;
  readonly take: (part: Allocation) => Fen;
}

async function endOne({ funds, take }: Means, tranche: StoredTranche, ending: Ending, causedBy: Cause): Promise<Consequence[]> {
  const decided = decide({ kind: 'end-contract', ...ending }, tranche);
  if (isRefusal(decided)) throw new Error(`tranche ${tranche.id}: ${decided.en}`);
  const facts = await funds.settle(tranche, giveBackWhatIsThere(tranche, decided, take));
  const ended = { ...tranche, ...fold(evolve, tranche, facts) };
  return facts.map((fact) => ({ tranche: ended, fact, causedBy }));
}
