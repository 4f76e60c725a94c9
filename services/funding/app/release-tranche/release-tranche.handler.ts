import { fold, isRefusal, type Id, type Instant } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { Evidence, TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { lockTranchesOf, type LockedTranche, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';
import { Funds } from './funds.js';
import { writeConsequences } from './write-consequences.js';

/** Something that happened elsewhere, reduced to what it proves about a contract. */
export interface Proof {
  /** Of the fact; of the task for a date that was reached. Known ones change nothing. */
  readonly factId: Id;
  readonly contractId: Id;
  readonly evidence: Evidence;
  /** When it happened; the fact's business time, where a fact caused it. */
  readonly at?: Instant;
  readonly causedBy?: Cause & { readonly time?: Instant };
}

/**
 * Ticks conditions. Whichever fact completes a tranche's set releases it: Committed → Payable in the ledger, and
 * `tranche-released` for everybody. Load the set, fold pure, write the set.
 */
@Injectable()
export class ReleaseTrancheHandler {
  /** One outcome per proof. A proof about a contract that is not known yet waits for it. */
  async note(proofs: readonly Proof[], tx: Tx): Promise<Outcome[]> {
    const loaded = await lockTranchesOf(tx, [...new Set(proofs.map(({ contractId }) => contractId))]);
    const { outcomes, tranches, consequences } = await decideAll(tx, proofs, loaded);
    await writeConsequences(tx, tranches, consequences, loaded.flatMap(({ request }) => request ?? []));
    return outcomes;
  }
}

interface Decided {
  readonly outcomes: Outcome[];
  readonly tranches: readonly StoredTranche[];
  readonly consequences: readonly Consequence[];
}

/** Folds the proofs, in order, into the tranches of their contracts, as far as there is money. */
async function decideAll(tx: Tx, proofs: readonly Proof[], loaded: readonly LockedTranche[]): Promise<Decided> {
  const contracts = Map.groupBy(loaded, ({ contractId }) => contractId);
  const standing = new Map<Id, StoredTranche>(loaded.map((tranche) => [tranche.id, tranche]));
  const funds = new Funds(tx, loaded);
  const consequences: Consequence[] = [];
  const outcomes: Outcome[] = [];
  for (const proof of proofs) {
    const ofContract = (contracts.get(proof.contractId) ?? []).map((tranche) => standing.get(tranche.id) ?? tranche);
    outcomes.push(ofContract.length === 0 ? waitingFor('contract', proof.contractId) : APPLIED);
    for (const before of ofContract) {
      const decided = noteOne(proof, before, tx.now);
      if (decided.length === 0) continue;
      const facts = await funds.settle(before, decided);
      const tranche = { ...before, ...fold(evolve, before, facts) };
      standing.set(tranche.id, tranche);
      consequences.push(...facts.map((fact) => ({ tranche, fact, causedBy: proof.causedBy })));
    }
  }
  return { outcomes, tranches: [...standing.values()], consequences };
}

/** What one proof does to one tranche of its contract. */
function noteOne({ factId, evidence, at, causedBy }: Proof, tranche: StoredTranche, now: Instant): readonly TrancheFact[] {
  const decided = decide({ kind: 'note-evidence', factId, evidence, at: at ?? causedBy?.time ?? now }, tranche);
  return isRefusal(decided) ? [] : decided;
}
