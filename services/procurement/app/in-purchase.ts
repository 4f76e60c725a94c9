import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { inScope, type Tx, type UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { refuseContract } from '../domain/contract/contract.refusals.js';
import { refusePurchase } from '../domain/purchase/purchase.refusals.js';
import { refuseTender } from '../domain/tender/tender.refusals.js';
import { loadContract, type StoredContract } from './persistence/contract.repository.js';
import { loadPurchaseForUpdate, type StoredPurchase } from './persistence/purchase.repository.js';
import { loadTender, loadTenderForUpdate, type StoredTender } from './persistence/tender.repository.js';

export interface TenderOfPurchase {
  readonly purchase: StoredPurchase;
  readonly tender: StoredTender;
}

export interface ContractOfPurchase {
  readonly purchase: StoredPurchase;
  readonly contract: StoredContract;
}

/** Works on one purchase of the caller's own organisation, under its row lock. */
export function inPurchase<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  purchaseId: Id,
  work: (tx: Tx, purchase: StoredPurchase) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const purchase = await ownPurchase(tx, purchaseId, caller);
    return isRefusal(purchase) ? purchase : work(tx, purchase);
  });
}

/** Works on one tender; always the purchase is locked first, then the tender, so that two commands cannot deadlock. */
export function inTender<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  tenderId: Id,
  work: (tx: Tx, of: TenderOfPurchase) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const found = await loadTender(tx, tenderId);
    if (!found || !mayKnow(found, caller)) return refuseTender('not-found');
    const purchase = await ownPurchase(tx, found.purchaseId, caller);
    if (isRefusal(purchase)) return purchase;
    const tender = await loadTenderForUpdate(tx, tenderId);
    return tender ? work(tx, { purchase, tender }) : refuseTender('not-found');
  });
}

/** Works on one contract under the lock of its purchase. */
export function inContract<Answer>(
  unitOfWork: UnitOfWork,
  caller: Caller,
  contractId: Id,
  work: (tx: Tx, of: ContractOfPurchase) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return unitOfWork.run<Answer | Refusal>(caller.work(), async (tx) => {
    const found = await loadContract(tx, contractId, caller.scope);
    if (!found) return refuseContract('not-found');
    const purchase = await ownPurchase(tx, found.purchaseId, caller);
    if (isRefusal(purchase)) return purchase;
    const contract = await loadContract(tx, contractId, caller.scope);
    return contract ? work(tx, { purchase, contract }) : refuseContract('not-found');
  });
}

/** Notices are public: an agency knows every tender, everybody else those of their region (R22, R33). */
export const mayKnow = ({ jurisdiction }: Pick<StoredTender, 'jurisdiction'>, { scope }: Pick<Caller, 'scope'>): boolean =>
  scope.orgId !== undefined || inScope(scope, jurisdiction);

async function ownPurchase(tx: Tx, purchaseId: Id, { scope, roles, orgId }: Caller): Promise<StoredPurchase | Refusal> {
  const purchase = await loadPurchaseForUpdate(tx, purchaseId, scope.orgId === undefined ? scope : undefined);
  if (!purchase) return refusePurchase('not-found');
  const forPurchaser = roles.includes('purchaser') || roles.includes('contract-approver');
  return forPurchaser && orgId !== purchase.purchaser.orgId ? refusePurchase('other-purchaser') : purchase;
}
