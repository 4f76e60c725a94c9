import { createHash } from 'node:crypto';
import type { Id } from '@goufu/kernel';
import { splitOver } from '../../domain/ledger/posting.js';
import { canonicalContent, type OrderContent } from '../../domain/payment-order/content.js';
import { assess } from '../../domain/tranche/assessment.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

/** What would be paid for a tranche as it stands now, to whom, and on which evidence. */
export function orderContent(tranche: StoredTranche, { payeeAccountId, invoiceRef }: { readonly payeeAccountId: Id; readonly invoiceRef: string }): OrderContent {
  const { id: trancheId, contractId, released: amount } = tranche;
  const assessment = assess(tranche.terms, tranche.evidence);
  const evidenceIds = assessment.kind === 'release' ? assessment.evidenceIds : [];
  return { trancheId, contractId, payeeAccountId, invoiceRef, amount, allocations: splitOver(amount, tranche.allocations), evidenceIds };
}

/** What approvals bind to (R118). */
export const hashOf = (content: OrderContent): string => createHash('sha256').update(canonicalContent(content)).digest('hex');
