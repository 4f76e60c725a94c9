import { wireFen } from '@goufu/kernel';
import type { StoredLineTransfer } from '../persistence/line-transfer.repository.js';

/** A stored transfer was asked for: it has no state before that. */
const shown = (state: StoredLineTransfer['state']) => (state === 'none' ? 'requested' : state);

/** A transfer between lines as its readers see it; `reader` is who looks. */
export const lineTransferView = (transfer: StoredLineTransfer, reader: string) => ({
  transferId: transfer.id,
  fromLineId: transfer.fromLine,
  toLineId: transfer.toLine,
  year: transfer.year,
  amountFen: wireFen(transfer.amount),
  reason: transfer.reason,
  state: shown(transfer.state),
  requestedBy: transfer.requestedBy,
  requestedAt: transfer.requestedAt,
  requiredApprovals: transfer.required,
  approvals: [...transfer.approvals],
  ...(transfer.decidedAt ? { decidedAt: transfer.decidedAt } : {}),
  ...(transfer.declineReason ? { declineReason: transfer.declineReason } : {}),
  mayApprove: transfer.state === 'requested' && transfer.requestedBy !== reader && !transfer.approvers.includes(reader),
});
