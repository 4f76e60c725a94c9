import type { Id, Instant, LocalDate } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';

/** A request that is not paid yet, with what a payment order needs of its contract. */
export interface OpenRequest {
  readonly id: Id;
  readonly trancheId: Id;
  readonly requestedBy: string;
  readonly invoiceRef: string;
  readonly invoiceDate: LocalDate;
  readonly payeeAccountId: Id;
  readonly small: boolean;
  /** When its tranche became payable. */
  readonly payableSince: Instant;
}

/** Requests of tranches that have no live order, unless their contract is suspended: what is owed stays owed when it ends. Read after their tranches are locked. */
export async function requestsToOrder(tx: Tx, trancheIds: readonly Id[]): Promise<OpenRequest[]> {
  const rows = await tx.query<{ id: Id; tranche_id: Id; requested_by: string; invoice_ref: string; invoice_date: LocalDate; payee_account_id: Id; sme_flag: boolean; stage_since: Date }>(
    `SELECT r.id, r.tranche_id, r.requested_by, r.invoice_ref, r.invoice_date::text, c.payee_account_id, c.sme_flag, t.stage_since
     FROM payment_request r JOIN contract c ON c.id = r.contract_id JOIN tranche t ON t.id = r.tranche_id
     WHERE r.tranche_id = ANY ($1::uuid[]) AND r.state = 'open' AND c.state <> 'suspended'
       AND NOT EXISTS (SELECT 1 FROM payment_order o WHERE o.tranche_id = r.tranche_id
                       AND o.status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled'))
     ORDER BY r.tranche_id`,
    [trancheIds],
  );
  return rows.map((row) => ({
    id: row.id,
    trancheId: row.tranche_id,
    requestedBy: row.requested_by,
    invoiceRef: row.invoice_ref,
    invoiceDate: row.invoice_date,
    payeeAccountId: row.payee_account_id,
    small: row.sme_flag,
    payableSince: row.stage_since.toISOString(),
  }));
}

interface NewRequest {
  readonly id: Id;
  readonly trancheId: Id;
  readonly contractId: Id;
  readonly agencyOrgId: Id;
  readonly jurisdiction: string;
  readonly invoiceRef: string;
  readonly invoiceDate: LocalDate;
  readonly payBy: LocalDate;
  readonly costs?: readonly object[] | undefined;
}

export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  await tx.query(
    `INSERT INTO payment_request (id, tranche_id, contract_id, agency_org_id, jurisdiction, invoice_ref, invoice_date, pay_by, requested_by, requested_at, state, costs)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11)`,
    [
      request.id,
      request.trancheId,
      request.contractId,
      request.agencyOrgId,
      request.jurisdiction,
      request.invoiceRef,
      request.invoiceDate,
      request.payBy,
      tx.actorId,
      tx.now,
      request.costs ? JSON.stringify(request.costs) : null,
    ],
  );
}

/** `paid` once the statement proves it; `closed` when the agency must ask again. */
export const setRequestState = (tx: Tx, id: Id, state: 'paid' | 'closed') => tx.query(`UPDATE payment_request SET state = $2 WHERE id = $1`, [id, state]);

/** What was asked for is paid otherwise: the agency asks anew for what is left. */
export const closeOpenRequests = (tx: Tx, trancheId: Id) => tx.query(`UPDATE payment_request SET state = 'closed' WHERE tranche_id = $1 AND state = 'open'`, [trancheId]);

/** Whether the tranche has a live request, and whether the agency used the invoice for another one. */
export async function requestsAbout(tx: Tx, trancheId: Id, agencyOrgId: Id, invoiceRef: string): Promise<{ requested: boolean; invoiceUsed: boolean }> {
  const rows = await tx.query<{ tranche_id: Id }>(
    `SELECT tranche_id FROM payment_request WHERE state <> 'closed' AND (tranche_id = $1 OR (agency_org_id = $2 AND invoice_ref = $3))`,
    [trancheId, agencyOrgId, invoiceRef],
  );
  return { requested: rows.some((row) => row.tranche_id === trancheId), invoiceUsed: rows.some((row) => row.tranche_id !== trancheId) };
}
