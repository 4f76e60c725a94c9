import { assert, isRefusal, type Id } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { contract as contracts } from '../../domain/contract/contract.js';
import { loadContract, saveContract } from '../persistence/contract.repository.js';
import { loadPurchaseForUpdate } from '../persistence/purchase.repository.js';

/** Keeps whether the revision in force is bound to its budget; an answer to an older revision changes nothing. */
export async function noteCommitment(tx: Tx, answer: { readonly contractId: Id; readonly purchaseId: Id; readonly revision: number }, outcome: 'recorded' | 'refused'): Promise<Outcome> {
  await loadPurchaseForUpdate(tx, answer.purchaseId);
  const contract = await loadContract(tx, answer.contractId);
  if (!contract) return waitingFor('contract', answer.contractId);
  const facts = contracts.decide({ kind: 'note-commitment', revision: answer.revision, outcome }, contract);
  assert(!isRefusal(facts), 'an answer of funding is noted');
  for (const fact of facts) await saveContract(tx, contract, fact);
  return APPLIED;
}
