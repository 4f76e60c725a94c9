import type { ApproverRole } from '@goufu/jurisdiction';
import { toCapitals, type Id, type Instant } from '@goufu/kernel';
import { regionPrefix } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { approverRoles, openRoles, type OrderStatus } from '../../domain/payment-order/payment-order.js';
import { missingOf } from '../../domain/voucher-pack/voucher-pack.js';
import { LateFees, OVERDUE, type Overdue } from '../get-arrears/late-fees.js';
import { readChecklist } from '../get-voucher-pack/voucher-record.js';
import { readTranches } from '../get-tranches/tranche-view.js';
import { findPayeeAccount, maskedAccount } from '../persistence/payee-account.repository.js';
import { findOrder, type StoredOrder } from '../persistence/payment-order.repository.js';
import type { Reads } from '../persistence/reader.js';
import { tranchesOf } from '../persistence/tranche.repository.js';
import { wireParts } from '../release-tranche/published-facts.js';

export interface OrderRow extends Overdue {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly contract_id: Id;
  readonly contract_no: string;
  readonly tranche_id: Id;
  readonly tranche_no: number;
  readonly title: string;
  readonly agency_org_id: Id;
  readonly agency_name: string;
  readonly status: OrderStatus;
  readonly ordered_at: Date;
  readonly approvers: string[];
  readonly approved_roles: ApproverRole[];
  readonly required_roles: ApproverRole[];
  readonly requested_by: string;
  readonly prepared_by: string;
  readonly reason: string | null;
}

interface Wanted {
  readonly status?: OrderStatus | undefined;
  readonly orderId?: Id;
  /** Behind this (payBy, id). */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

/** Orders in the caller's scope, the most urgent first. */
export const readOrders = (reads: Reads, { scope }: Caller, { status, orderId, after, limit }: Wanted): Promise<OrderRow[]> =>
  reads.query<OrderRow>(
    `SELECT o.id, o.purchase_id, o.contract_id, c.contract_no, o.tranche_id, t.tranche_no, c.title, o.agency_org_id, c.agency_name, o.amount_fen,
            o.status, o.pay_by::text, o.ordered_at, o.required_roles, o.requested_by, o.prepared_by, o.reason,
            ARRAY(SELECT approver FROM payment_approval a WHERE a.order_id = o.id ORDER BY step) AS approvers,
            ARRAY(SELECT role FROM payment_approval a WHERE a.order_id = o.id ORDER BY step) AS approved_roles,
            ${OVERDUE}
     FROM payment_order o JOIN contract c ON c.id = o.contract_id JOIN tranche t ON t.id = o.tranche_id
     WHERE starts_with(o.jurisdiction, $1) AND ($2::text IS NULL OR o.agency_org_id::text = $2) AND ($3::text IS NULL OR o.status = $3)
       AND ($4::uuid IS NULL OR o.id = $4) AND ($5::date IS NULL OR (o.pay_by, o.id) > ($5, $6::uuid))
     ORDER BY o.pay_by, o.id LIMIT $7`,
    [regionPrefix(scope.jurisdiction), scope.orgId ?? null, status ?? null, orderId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );

const openRolesOf = ({ required_roles: requiredRoles, approved_roles }: OrderRow): ApproverRole[] =>
  openRoles({ requiredRoles, approvals: approved_roles.map((role) => ({ role })) });

export const orderSummary = (row: OrderRow, caller: Caller, now: Instant, fees = new LateFees()) => ({
  orderId: row.id,
  purchaseId: row.purchase_id,
  contractId: row.contract_id,
  trancheId: row.tranche_id,
  trancheNo: row.tranche_no,
  titleZh: row.title,
  agency: { orgId: row.agency_org_id, nameZh: row.agency_name },
  amountFen: row.amount_fen,
  status: row.status,
  payBy: row.pay_by,
  orderedAt: row.ordered_at.toISOString(),
  approvalsGiven: row.approvers.length,
  requiredApprovals: row.required_roles.length,
  requiredRoles: row.required_roles,
  ...fees.of(row, now),
  mayApprove:
    row.status === 'awaiting-approval' &&
    openRolesOf(row).some((role) => approverRoles(caller.roles).includes(role)) &&
    ![row.requested_by, row.prepared_by, ...row.approvers].includes(caller.actorId),
});

/** Everything that an approver must see before signing (R118). */
export async function orderView(reads: Reads, row: OrderRow, caller: Caller, now: Instant) {
  const order: StoredOrder | undefined = await findOrder(reads, row.id);
  const payee = order && (await findPayeeAccount(reads, order.payeeAccountId));
  const tranche = (await readTranches(reads, [row.contract_id])).find(({ trancheId }) => trancheId === row.tranche_id);
  const standing = (await tranchesOf(reads, [row.contract_id])).find(({ id }) => id === row.tranche_id);
  if (!order || !payee || !tranche || !standing) return undefined;
  const vouchers = await readChecklist(reads, order, standing);
  return {
    ...orderSummary(row, caller, now),
    contractNo: row.contract_no,
    amountCapitals: toCapitals(order.amount),
    contentHash: order.contentHash,
    invoiceRef: order.content.invoiceRef,
    payee: maskedAccount(payee),
    parts: wireParts(order.content.allocations),
    evidenceIds: order.content.evidenceIds,
    requestedBy: order.requestedBy,
    preparedBy: order.preparedBy,
    ...(row.reason === null ? {} : { reason: row.reason }),
    approvals: order.approvals,
    attempts: order.attempts.map(({ id: attemptId, ...attempt }) => ({ attemptId, ...attempt })),
    tranche,
    vouchers,
    missingVouchers: missingOf(vouchers),
  };
}
