import type { Id, LocalDate } from '@goufu/kernel';
import { checklist, type VoucherLine } from '../../domain/voucher-pack/voucher-pack.js';
import type { StoredOrder } from '../persistence/payment-order.repository.js';
import type { Reads } from '../persistence/reader.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

interface Row {
  readonly contract_no: string;
  readonly filing_fact_id: Id | null;
  readonly notice_url: string | null;
  /** Of the contract, where the agency itself has registered it. */
  readonly account: Id | null;
  readonly settled_monthly: boolean;
  readonly request_id: Id | null;
  readonly invoice_ref: string | null;
  readonly invoice_date: LocalDate | null;
  readonly lines: Id[];
  readonly cost_lists: { id: Id; month: string }[];
}

/** The checklist of an order (R118), read from what is on record about it. */
export async function readChecklist(reads: Reads, order: StoredOrder, tranche: StoredTranche): Promise<VoucherLine[]> {
  const { id: orderId, contractId, requestId, amount, contentHash, payeeAccountId, content } = order;
  const [row] = await reads.query<Row>(
    `SELECT c.contract_no, c.filing_fact_id, c.notice_url, (SELECT p.id FROM payee_account p WHERE p.id = c.payee_account_id AND p.org_id = c.agency_org_id) AS account, c.settled_monthly, r.id AS request_id, r.invoice_ref,
            r.invoice_date::text, ARRAY(SELECT l.id FROM budget_line l WHERE l.id = ANY ($3::uuid[])) AS lines,
            (SELECT coalesce(json_agg(json_build_object('id', k.id, 'month', k.month) ORDER BY k.month), '[]') FROM cost_list k WHERE k.tranche_id = $4) AS cost_lists
     FROM contract c LEFT JOIN payment_request r ON r.id = $2 WHERE c.id = $1`,
    [contractId, requestId, content.allocations.map(({ lineId }) => lineId), tranche.id],
  );
  const request = row?.request_id && row.invoice_ref !== null && row.invoice_date ? { id: row.request_id, invoiceRef: row.invoice_ref, invoiceDate: row.invoice_date } : undefined;
  return checklist({
    orderId,
    amount,
    contentHash,
    filing: row?.filing_fact_id ? { factId: row.filing_fact_id, noticeUrl: row.notice_url ?? undefined } : undefined,
    contractNo: row?.contract_no ?? '',
    conditions: tranche.terms.conditions,
    evidence: tranche.evidence,
    evidenceIds: content.evidenceIds,
    request,
    payeeAccountId,
    contractAccountId: row?.account ?? undefined,
    allocations: content.allocations,
    knownLines: row?.lines ?? [],
    settledMonthly: row?.settled_monthly ?? false,
    costLists: row?.cost_lists ?? [],
  });
}
