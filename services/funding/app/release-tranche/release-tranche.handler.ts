import type { FactContract } from '@goufu/contracts';
import { fold, isRefusal, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { Evidence, TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { post, type LocalPosting } from '../persistence/ledger.repository.js';
import { lockTranchesOf, saveTranches, type StoredTranche } from '../persistence/tranche.repository.js';
import { postingOf } from './posting-of.js';
import { publishedFactsOf } from './published-facts.js';

/** A fact of another context, reduced to what it proves about a contract. */
export interface Proof {
  readonly record: FactRecord<FactContract>;
  readonly contractId: Id;
  readonly evidence: Evidence;
}

/** What one record did to one tranche. */
export interface Consequence {
  readonly tranche: StoredTranche;
  readonly fact: TrancheFact;
  readonly record: FactRecord<FactContract>;
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
    await this.write(tx, tranches, consequences);
    return outcomes;
  }

  private async write(tx: Tx, tranches: ReadonlyMap<Id, StoredTranche>, consequences: readonly Consequence[]): Promise<void> {
    const touched = new Set(consequences.map(({ tranche }) => tranche.id));
    await saveTranches(
      tx,
      [...tranches.values()].filter(({ id }) => touched.has(id)),
    );
    await post(
      tx,
      consequences.flatMap((consequence): LocalPosting[] => postingOf(consequence)),
    );
    for (const consequence of consequences) for (const fact of publishedFactsOf(consequence)) tx.record(fact);
  }
}

/** Folds one proof into every tranche of its contract; puts the new states into `tranches`. */
function noteOne({ record, contractId, evidence }: Proof, tranches: Map<Id, StoredTranche>, at: string): Consequence[] {
  const consequences: Consequence[] = [];
  for (const tranche of tranches.values()) {
    if (tranche.contractId !== contractId) continue;
    const facts = decide({ kind: 'note-evidence', factId: record.id, evidence, at }, tranche);
    if (isRefusal(facts) || facts.length === 0) continue;
    const evolved = { ...tranche, ...fold(evolve, tranche, facts) };
    tranches.set(tranche.id, evolved);
    consequences.push(...facts.map((fact) => ({ tranche: evolved, fact, record })));
  }
  return consequences;
}
