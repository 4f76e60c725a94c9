import { contractAmended, contractSigned, type ContractTerms } from '@goufu/contracts';
import type { Tx } from '@goufu/persistence';
import type { ContractFact } from '../../domain/contract/contract.facts.js';
import type { StoredContract } from '../persistence/contract.repository.js';

/** A signature publishes the whole text: as the contract, or as what replaces it. */
export function recordSigned(tx: Tx, { purchaseId, jurisdiction }: StoredContract, text: ContractTerms, fact: ContractFact): void {
  const about = { subject: purchaseId, jurisdiction };
  if (fact.kind === 'signed') tx.record({ contract: contractSigned, ...about, data: text });
  if (fact.kind === 'amended') {
    tx.record({ contract: contractAmended, ...about, data: { ...text, deltaFen: fact.delta.toString(), reason: fact.draft.reason ?? '补充合同' } });
  }
}
