import { type Fen, type Id, wireFen } from '@goufu/kernel';
import type { Allocation } from '../ledger/posting.js';

/** What approvers sign: whom is paid, how much, from which budget, on which evidence (R118). */
export interface OrderContent {
  readonly trancheId: Id;
  readonly contractId: Id;
  readonly payeeAccountId: Id;
  readonly invoiceRef: string;
  readonly amount: Fen;
  readonly allocations: readonly Allocation[];
  readonly evidenceIds: readonly Id[];
}

/** The content as one text whose hash approvals bind to: same content, same text, whatever the order it was put together in. */
export function canonicalContent({ amount, allocations, evidenceIds, ...rest }: OrderContent): string {
  return JSON.stringify({
    allocations: allocations.map(({ commitmentId, lineId, year, amount: part }) => [commitmentId, lineId, year, wireFen(part)]),
    amountFen: wireFen(amount),
    contractId: rest.contractId,
    evidenceIds: [...evidenceIds].toSorted(),
    invoiceRef: rest.invoiceRef,
    payeeAccountId: rest.payeeAccountId,
    trancheId: rest.trancheId,
  });
}
