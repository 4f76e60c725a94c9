import { fold, isRefusal, type Id, type Instant } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { Evidence } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { lockTranchesOf, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';
import { LineFunds } from './line-funds.js';
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
  /** One outcome per proof. A proof about a contract that is not known yet waits for it, a grant that no line can pay for the line. */
  async note(proofs: readonly Proof[], tx: Tx): Promise<Outcome[]> {
    const loaded = await lockTranchesOf(tx, [...new Set(proofs.map(({ contractId }) => contractId))]);
    const tranches = new Map(loaded.map((tranche) => [tranche.id, tranche]));
    const known = new Set(loaded.map(({ contractId }) => contractId));
    const consequences: Consequence[] = [];
    const funds = new LineFunds(tx);
    const outcomes: Outcome[] = [];
    for (const proof of proofs) {
      const noted = noteOne(proof, tranches, tx.now);
      const short = await funds.shortOf(noted);
      outcomes.push(!known.has(proof.contractId) ? waitingFor('contract', proof.contractId) : short ? waitingFor('budget-line', short) : APPLIED);
      if (short) continue;
      for (const { tranche } of noted) tranches.set(tranche.id, tranche);
      consequences.push(...noted);
    }
    await writeConsequences(tx, [...tranches.values()], consequences);
    return outcomes;
  }
}

/** What one proof does to every tranche of its contract. */
function noteOne({ factId, contractId, evidence, at, causedBy }: Proof, tranches: ReadonlyMap<Id, StoredTranche>, now: Instant): Consequence[] {
  const consequences: Consequence[] = [];
  for (const tranche of tranches.values()) {
    if (tranche.contractId !== contractId) continue;
    const facts = decide({ kind: 'note-evidence', factId, evidence, at: at ?? causedBy?.time ?? now }, tranche);
    if (isRefusal(facts) || facts.length === 0) continue;
    const evolved = { ...tranche, ...fold(evolve, tranche, facts) };
    consequences.push(...facts.map((fact) => ({ tranche: evolved, fact, causedBy })));
  }
  return consequences;
}
