import { isDeepStrictEqual } from 'node:util';
import { commitmentRecorded, commitmentRefused, type ContractTerms } from '@goufu/contracts';
import { fold, isRefusal, sumFen, wireFen, type Fen, type Id } from '@goufu/kernel';
import { APPLIED, REFUSED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { withLaterYears } from '../../domain/commitment/later-years.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import type { TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { findContract, setContractPrice, setContractRevision, type StoredContract } from '../persistence/contract.repository.js';
import { growTranche, insertTranches, lockTranchesOf, saveTerms, type StoredTranche } from '../persistence/tranche.repository.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { wireParts } from '../release-tranche/published-facts.js';
import { planAddition, writeAddition, type Refused } from './addition.js';

/** A tranche with the supplement's amount and parts, and what its new terms do to it. */
interface Amendment {
  readonly tranche: StoredTranche;
  readonly facts: readonly TrancheFact[];
}

/**
 * Takes in a supplementary contract: under which conditions undecided tranches are owed, and what it adds to the price (R67), which is
 * taken from what its lines have available. What changes the payee or what is decided, adds more than the cap, or finds too little is
 * refused out loud and whole: the terms of before stay in force until it is mended.
 */
@Injectable()
export class AmendContractHandler {
  async amend(terms: ContractTerms, causedBy: Cause, tx: Tx): Promise<Outcome> {
    const { contractId, revision } = terms;
    const tranches = (await lockTranchesOf(tx, [contractId])).filter(isAgreed);
    const contract = await findContract(tx, contractId);
    if (!contract) return waitingFor('contract', contractId);
    if (revision <= contract.revision) return APPLIED;
    await setContractRevision(tx, contractId, revision);
    const addition = await planAddition(tx, terms, contract, tranches);
    if ('reason' in addition) return refuse(tx, contract, revision, addition, causedBy);
    const amendments = contract.payeeAccountId === terms.payeeAccountId ? amendmentsOf(terms, tranches.map(({ id }) => id), addition.tranches, tx.now) : undefined;
    if (!amendments) return refuse(tx, contract, revision, { reason: 'split-differs', short: 0n }, causedBy);
    await setContractPrice(tx, contractId, terms.priceFen);
    const bound = await writeAddition(tx, contract, revision, addition, causedBy);
    await writeTranches(tx, tranches, amendments);
    await writeConsequences(tx, amendments.map(({ tranche }) => tranche), amendments.flatMap(({ tranche, facts }) => facts.map((fact) => ({ tranche, fact, causedBy }))));
    const { purchaseId, jurisdiction } = contract;
    const made = bound.filter(({ foreseen }) => !foreseen);
    const data = { contractId, purchaseId, revision, parts: wireParts(made), fen: wireFen(sumFen(made.map(({ amount }) => amount))), returnedFen: '0' };
    tx.record({ contract: commitmentRecorded, subject: purchaseId, jurisdiction, causedBy, data });
    return APPLIED;
  }
}

/** A supplement was not agreed: it follows from a tranche that was. */
const isAgreed = ({ supplements }: StoredTranche): boolean => supplements === undefined;

/** Undefined when a tranche that is decided already would change. */
function amendmentsOf(terms: ContractTerms, before: readonly Id[], tranches: readonly StoredTranche[], at: string): Amendment[] | undefined {
  const amendments: Amendment[] = [];
  for (const tranche of tranches) {
    const agreed = terms.tranches.find(({ trancheId }) => trancheId === tranche.id);
    if (!agreed) return undefined;
    if (!before.includes(tranche.id)) {
      amendments.push(openedWith(tranche, tranches, at));
      continue;
    }
    const conditions = withLaterYears(agreed.conditions, tranche.terms.conditions, tranche.allocations);
    const changed = { ...tranche.terms, conditions, payFactors: agreed.payFactors };
    // The store does not keep the order of fields.
    const facts = isDeepStrictEqual(changed, tranche.terms) ? [] : decide({ kind: 'amend-terms', terms: changed, at }, tranche);
    if (isRefusal(facts)) return undefined;
    amendments.push({ tranche: { ...tranche, ...fold(evolve, tranche, facts) }, facts });
  }
  return amendments;
}

/** A new tranche knows what the others of its contract were told: the contract may long be filed. Or nothing has to happen for it. */
function openedWith(opened: StoredTranche, tranches: readonly StoredTranche[], at: string): Amendment {
  const facts: TrancheFact[] = [];
  let tranche = opened;
  for (const { factId, evidence } of tranches.flatMap((other) => other.evidence)) {
    const noted = decide({ kind: 'note-evidence', factId, evidence, at }, tranche);
    if (isRefusal(noted)) continue;
    facts.push(...noted);
    tranche = { ...tranche, ...fold(evolve, tranche, noted) };
  }
  const read = decide({ kind: 'reread' }, tranche);
  if (isRefusal(read)) throw new Error(read.en);
  return { tranche: { ...tranche, ...fold(evolve, tranche, read) }, facts: [...facts, ...read] };
}

/** New tranches, larger ones, and new conditions; what follows from them is written with the consequences. */
async function writeTranches(tx: Tx, before: readonly StoredTranche[], amendments: readonly Amendment[]): Promise<void> {
  const amountBefore = new Map<string, Fen>(before.map(({ id, amount }) => [id, amount]));
  await insertTranches(tx, amendments.filter(({ tranche }) => !amountBefore.has(tranche.id)).map(({ tranche }) => tranche));
  for (const { tranche, facts } of amendments) {
    const amount = amountBefore.get(tranche.id);
    if (amount !== undefined && amount !== tranche.amount) await growTranche(tx, tranche);
    if (amount !== undefined && facts.length > 0) await saveTerms(tx, tranche);
  }
}

function refuse(tx: Tx, { id: contractId, purchaseId, jurisdiction }: StoredContract, revision: number, { reason, short }: Refused, causedBy: Cause): Outcome {
  tx.record({ contract: commitmentRefused, subject: purchaseId, jurisdiction, causedBy, data: { contractId, purchaseId, revision, reason, shortFen: wireFen(short) } });
  return REFUSED;
}
