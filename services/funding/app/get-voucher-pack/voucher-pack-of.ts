import { createHash } from 'node:crypto';
import type { Id, Instant } from '@goufu/kernel';
import type { Caller } from '@goufu/service';
import { orderView, readOrders } from '../get-payment-order/order-view.js';
import type { Reads } from '../persistence/reader.js';

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * The pack as it is handed over and kept (R118, R69): who is paid what from which budget, every item with its proofs and a hash of
 * them, the approvals, and one hash over all of it, which anyone can compute again.
 */
export async function voucherPack(reads: Reads, orderId: Id, caller: Caller, now: Instant) {
  const [row] = await readOrders(reads, caller, { orderId, limit: 1 });
  const order = row && (await orderView(reads, row, caller, now));
  if (!order) return undefined;
  const { contractNo, titleZh, agency, trancheNo, amountFen, amountCapitals, payBy, contentHash, status, requestedBy } = order;
  const pack = {
    orderId,
    contractNo,
    titleZh,
    agency,
    trancheNo,
    amountFen,
    amountCapitals,
    payBy,
    status,
    contentHash,
    payee: order.payee,
    parts: order.parts,
    items: order.vouchers.map(({ item, mandatory, proofs }) => ({ item, mandatory, proofs: [...proofs], sha256: sha256(proofs) })),
    missing: order.missingVouchers,
    requestedBy,
    approvals: [...order.approvals],
    attempts: order.attempts,
  };
  return { ...pack, packHash: sha256(pack) };
}
