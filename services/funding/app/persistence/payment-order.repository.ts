import type { ApproverRole } from '@goufu/jurisdiction';
import { type Fen, type Id, type Instant, type LocalDate, unreachable } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Reads } from './reader.js';
import type { OrderContent } from '../../domain/payment-order/content.js';
import type { PaymentOrderFact } from '../../domain/payment-order/payment-order.facts.js';
import type { Attempt, OrderStatus, PaymentOrder } from '../../domain/payment-order/payment-order.js';

/** A payment order with where it belongs. */
export interface StoredOrder extends PaymentOrder {
  readonly trancheId: Id;
  readonly contractId: Id;
  readonly purchaseId: Id;
  readonly agencyOrgId: Id;
  readonly requestId: Id;
  readonly jurisdiction: string;
  readonly payeeAccountId: Id;
  readonly payBy: LocalDate;
  readonly content: OrderContent;
  readonly orderedAt: Instant;
}

interface OrderRow {
  readonly id: Id;
  readonly tranche_id: Id;
  readonly contract_id: Id;
  readonly purchase_id: Id;
  readonly agency_org_id: Id;
  readonly request_id: Id;
  readonly jurisdiction: string;
  readonly amount_fen: string;
  readonly payee_account_id: Id;
  readonly content: StoredContent;
  readonly content_hash: string;
  readonly required_roles: ApproverRole[];
  readonly requested_by: string;
  readonly prepared_by: string;
  readonly pay_by: LocalDate;
  readonly status: OrderStatus;
  readonly ordered_at: Date;
}

type StoredContent = Omit<OrderContent, 'amount' | 'allocations'> & {
  readonly amount: string;
  readonly allocations: readonly { readonly commitmentId: Id; readonly lineId: Id; readonly year: number; readonly amount: string }[];
};

const COLUMNS = `id, tranche_id, contract_id, purchase_id, agency_org_id, request_id, jurisdiction, amount_fen, payee_account_id, content,
  content_hash, required_roles, requested_by, prepared_by, pay_by::text, status, ordered_at`;

/** One order, locked until commit, with its approvals and attempts. Its tranche must be locked before. */
export async function lockOrder(tx: Tx, id: Id): Promise<StoredOrder | undefined> {
  const [row] = await tx.query<OrderRow>(`SELECT ${COLUMNS} FROM payment_order WHERE id = $1 FOR UPDATE`, [id]);
  return row && complete(tx, row);
}

/** One order as it stands, for people to read. */
export async function findOrder(tx: Reads, id: Id): Promise<StoredOrder | undefined> {
  const [row] = await tx.query<OrderRow>(`SELECT ${COLUMNS} FROM payment_order WHERE id = $1`, [id]);
  return row && complete(tx, row);
}

/** The order of some tranches that waits for approvals, locked. */
export async function lockAwaitingOrders(tx: Tx, trancheIds: readonly Id[]): Promise<StoredOrder[]> {
  const rows = await tx.query<OrderRow>(
    `SELECT ${COLUMNS} FROM payment_order WHERE tranche_id = ANY ($1::uuid[]) AND status = 'awaiting-approval' ORDER BY id FOR UPDATE`,
    [trancheIds],
  );
  return Promise.all(rows.map((row) => complete(tx, row)));
}

async function complete(tx: Reads, row: OrderRow): Promise<StoredOrder> {
  const approvals = await tx.query<{ approver: string; role: ApproverRole; step: number; content_hash: string; approved_at: Date }>(
    `SELECT approver, role, step, content_hash, approved_at FROM payment_approval WHERE order_id = $1 ORDER BY step`,
    [row.id],
  );
  const attempts = await tx.query<{ id: Id; attempt_no: number; end_to_end_id: string; status: Attempt['status'] }>(
    `SELECT id, attempt_no, end_to_end_id, status FROM payment_attempt WHERE order_id = $1 ORDER BY attempt_no`,
    [row.id],
  );
  return {
    id: row.id,
    trancheId: row.tranche_id,
    contractId: row.contract_id,
    purchaseId: row.purchase_id,
    agencyOrgId: row.agency_org_id,
    requestId: row.request_id,
    jurisdiction: row.jurisdiction,
    amount: BigInt(row.amount_fen),
    payeeAccountId: row.payee_account_id,
    content: contentOf(row.content),
    contentHash: row.content_hash,
    requiredRoles: row.required_roles,
    requestedBy: row.requested_by,
    preparedBy: row.prepared_by,
    payBy: row.pay_by,
    status: row.status,
    orderedAt: row.ordered_at.toISOString(),
    approvals: approvals.map(({ approver, role, step, content_hash: contentHash, approved_at: at }) => ({ approver, role, step, contentHash, at: at.toISOString() })),
    attempts: attempts.map(({ id, attempt_no: no, end_to_end_id: endToEndId, status }) => ({ id, no, endToEndId, status })),
  };
}

const contentOf = ({ amount, allocations, ...rest }: StoredContent): OrderContent => ({
  ...rest,
  amount: BigInt(amount),
  allocations: allocations.map((part) => ({ ...part, amount: BigInt(part.amount) })),
});

const asText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** Inserts any number of orders out of one parameter, which `orderRows` makes: alone, or as the end of a statement that does more. */
export const insertOrdersSql = (parameter: `$${number}`): string => `
  INSERT INTO payment_order (id, tranche_id, contract_id, purchase_id, agency_org_id, request_id, jurisdiction, amount_fen, payee_account_id,
    content, content_hash, required_roles, requested_by, prepared_by, pay_by, status, ordered_at, changed_at, required_approvals)
  SELECT o.*, o.ordered_at, cardinality(o.required_roles) FROM jsonb_to_recordset(${parameter}::jsonb) AS o(id uuid, tranche_id uuid, contract_id uuid, purchase_id uuid,
    agency_org_id uuid, request_id uuid, jurisdiction text, amount_fen bigint, payee_account_id uuid, content jsonb, content_hash text,
    required_roles text[], requested_by text, prepared_by text, pay_by date, status text, ordered_at timestamptz)`;

export const orderRows = (orders: readonly StoredOrder[]): string =>
  JSON.stringify(
    orders.map((order) => ({
      id: order.id,
      tranche_id: order.trancheId,
      contract_id: order.contractId,
      purchase_id: order.purchaseId,
      agency_org_id: order.agencyOrgId,
      request_id: order.requestId,
      jurisdiction: order.jurisdiction,
      amount_fen: order.amount,
      payee_account_id: order.payeeAccountId,
      content: order.content,
      content_hash: order.contentHash,
      required_roles: order.requiredRoles,
      requested_by: order.requestedBy,
      prepared_by: order.preparedBy,
      pay_by: order.payBy,
      status: order.status,
      ordered_at: order.orderedAt,
    })),
    asText,
  );

export async function insertOrders(tx: Tx, orders: readonly StoredOrder[]): Promise<void> {
  if (orders.length > 0) await tx.query(insertOrdersSql('$1'), [orderRows(orders)]);
}

/** Writes the facts of an order and then the status in which they leave it. */
export async function saveOrder(tx: Tx, after: StoredOrder, facts: readonly PaymentOrderFact[]): Promise<void> {
  for (const fact of facts) await saveFact(tx, after, fact);
  const declined = facts.find((fact) => fact.kind === 'declined' || fact.kind === 'voided');
  const reason = declined && 'reason' in declined ? declined.reason : null;
  await tx.query(`UPDATE payment_order SET status = $2, reason = $3, changed_at = $4 WHERE id = $1`, [after.id, after.status, reason, tx.now]);
}

async function saveFact(tx: Tx, order: StoredOrder, fact: PaymentOrderFact): Promise<void> {
  switch (fact.kind) {
    case 'approved': {
      const { approver, role, step, contentHash, at } = fact.approval;
      await tx.query(
        `INSERT INTO payment_approval (order_id, step, jurisdiction, approver, role, content_hash, approved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [order.id, step, order.jurisdiction, approver, role, contentHash, at],
      );
      return;
    }
    case 'instructed':
      await tx.query(
        `INSERT INTO payment_attempt (id, order_id, attempt_no, jurisdiction, end_to_end_id, amount_fen, status, instructed_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'in-transit', $7, $7)`,
        [fact.attemptId, order.id, fact.attemptNo, order.jurisdiction, fact.endToEndId, order.amount.toString(), fact.at],
      );
      return;
    case 'unknown':
    case 'accepted':
    case 'settled':
    case 'rejected':
    case 'returned':
      await tx.query(`UPDATE payment_attempt SET status = $2, code = $3, changed_at = $4 WHERE id = $1`, [
        fact.attemptId,
        fact.kind,
        'code' in fact ? fact.code : null,
        tx.now,
      ]);
      return;
    case 'declined':
    case 'voided':
      return;
    default:
      unreachable(fact);
  }
}

/** What is to be sent to the treasury, and whether it still is. */
export interface Instruction {
  readonly attemptId: Id;
  readonly orderId: Id;
  readonly trancheId: Id;
  readonly endToEndId: string;
  readonly status: Attempt['status'];
  readonly amount: Fen;
  readonly payeeAccountId: Id;
  readonly instructedAt: Instant;
  readonly jurisdiction: string;
}

interface InstructionRow {
  readonly id: Id;
  readonly order_id: Id;
  readonly tranche_id: Id;
  readonly end_to_end_id: string;
  readonly status: Attempt['status'];
  readonly amount_fen: string;
  readonly payee_account_id: Id;
  readonly instructed_at: Date;
  readonly jurisdiction: string;
}

export async function findInstruction(tx: Reads, by: { readonly attemptId: Id } | { readonly endToEndId: string }): Promise<Instruction | undefined> {
  const [column, value] = 'attemptId' in by ? ['a.id', by.attemptId] : ['a.end_to_end_id', by.endToEndId];
  const [row] = await tx.query<InstructionRow>(
    `SELECT a.id, a.order_id, o.tranche_id, a.end_to_end_id, a.status, a.amount_fen, o.payee_account_id, a.instructed_at, o.jurisdiction
     FROM payment_attempt a JOIN payment_order o ON o.id = a.order_id WHERE ${column} = $1`,
    [value],
  );
  return (
    row && {
      attemptId: row.id,
      orderId: row.order_id,
      trancheId: row.tranche_id,
      endToEndId: row.end_to_end_id,
      status: row.status,
      amount: BigInt(row.amount_fen),
      payeeAccountId: row.payee_account_id,
      instructedAt: row.instructed_at.toISOString(),
      jurisdiction: row.jurisdiction,
    }
  );
}

/** Keeps why a person called the order off. */
export const keepReason = (tx: Tx, orderId: Id, reason: string) => tx.query(`UPDATE payment_order SET reason = $2 WHERE id = $1`, [orderId, reason]);
