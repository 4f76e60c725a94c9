import { fold, isRefusal, type Id, type Instant } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { Evidence } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { lockTranchesOf, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';
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
 * `tranche-released` for everybody (architecture.md section 5). Load the set, fold pure, write the set.
 */
@Injectable()
export class ReleaseTrancheHandler {
  /** One outcome per proof. A proof about a contract that is not known yet waits for it. */
  async note(proofs: readonly Proof[], tx: Tx): Promise<Outcome[]> {
    const loaded = await lockTranchesOf(tx, [...new Set(proofs.map(({ contractId }) => contractId))]);
    const tranches = new Map(loaded.map((tranche) => [tranche.id, tranche]));
    const known = new Set(loaded.map(({ contractId }) => contractId));
    const consequences: Consequence[] = [];
    const outcomes = proofs.map((proof): Outcome => {
      if (!known.has(proof.contractId)) return waitingFor('contract', proof.contractId);
      consequences.push(...noteOne(proof, tranches, tx.now));
      return APPLIED;
    });
    await writeConsequences(tx, [...tranches.values()], consequences);
    return outcomes;
  }
}

/** Folds one proof into every tranche of its contract; puts the new states into `tranches`. */
function noteOne({ factId, contractId, evidence, at, causedBy }: Proof, tranches: Map<Id, StoredTranche>, now: Instant): Consequence[] {
  const consequences: Consequence[] = [];
  for (const tranche of tranches.values()) {
    if (tranche.contractId !== contractId) continue;
    const facts = decide({ kind: 'note-evidence', factId, evidence, at: at ?? causedBy?.time ?? now }, tranche);
    if (isRefusal(facts) || facts.length === 0) continue;
    const evolved = { ...tranche, ...fold(evolve, tranche, facts) };
    tranches.set(tranche.id, evolved);
    consequences.push(...facts.map((fact) => ({ tranche: evolved, fact, causedBy })));
  }
  return consequences;
}
