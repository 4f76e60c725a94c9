import { commitmentRefused, type ContractTerms } from '@goufu/contracts';
import { fold, isRefusal, parseFen, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import type { TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { findContract, setContractRevision, type StoredContract } from '../persistence/contract.repository.js';
import { lockTranchesOf, saveTerms, type StoredTranche } from '../persistence/tranche.repository.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';

interface Amendment {
  readonly tranche: StoredTranche;
  readonly facts: readonly TrancheFact[];
}

/**
 * Takes in a supplementary contract that changes under which conditions undecided tranches are owed. One that moves money,
 * or what is decided already, is refused out loud: the terms of before stay in force until it is mended.
 */
@Injectable()
export class AmendContractHandler {
  async amend(terms: ContractTerms, causedBy: Cause, tx: Tx): Promise<Outcome> {
    const { contractId, revision } = terms;
    const tranches = await lockTranchesOf(tx, [contractId]);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (revision <= contract.revision) return APPLIED;
    await setContractRevision(tx, contractId, revision);
    const amendments = sameMoney(terms, contract, tranches) ? amendmentsOf(terms, tranches, tx.now) : undefined;
    if (amendments) {
      for (const { tranche, facts } of amendments) if (facts.length > 0) await saveTerms(tx, tranche);
      await writeConsequences(tx, amendments.map(({ tranche }) => tranche), amendments.flatMap(({ tranche, facts }) => facts.map((fact) => ({ tranche, fact, causedBy }))));
      return APPLIED;
    }
    const { purchaseId, jurisdiction } = contract;
    const data = { contractId, purchaseId, revision, reason: 'split-differs' as const, shortFen: shortOf(terms, contract) };
    tx.record({ contract: commitmentRefused, subject: purchaseId, jurisdiction, causedBy, data });
    return APPLIED;
  }
}

/** Same price, payee and amount of every tranche. */
function sameMoney(terms: ContractTerms, contract: StoredContract, tranches: readonly StoredTranche[]): boolean {
  const amounts = new Map<Id, bigint>(terms.tranches.map(({ trancheId, fen }) => [trancheId, parseFen(fen)]));
  const kept = tranches.length === amounts.size && tranches.every(({ id, amount }) => amounts.get(id) === amount);
  return kept && terms.priceFen === contract.priceFen && terms.payeeAccountId === contract.payeeAccountId;
}

/** Undefined when a tranche that is decided already would change. */
function amendmentsOf(terms: ContractTerms, tranches: readonly StoredTranche[], at: string): Amendment[] | undefined {
  const amendments: Amendment[] = [];
  for (const tranche of tranches) {
    const agreed = terms.tranches.find(({ trancheId }) => trancheId === tranche.id);
    const { attemptsAllowed } = tranche.terms;
    const facts = agreed ? decide({ kind: 'amend-terms', terms: { conditions: agreed.conditions, payFactors: agreed.payFactors, attemptsAllowed }, at }, tranche) : [];
    if (isRefusal(facts)) return undefined;
    amendments.push({ tranche: { ...tranche, ...fold(evolve, tranche, facts) }, facts });
  }
  return amendments;
}

/** What the new price asks for beyond what is committed. */
function shortOf({ priceFen }: ContractTerms, contract: StoredContract): string {
  const more = parseFen(priceFen) - parseFen(contract.priceFen);
  return (more > 0n ? more : 0n).toString();
}
