import { z } from 'zod';
import { instant, localDate, uuid } from '../envelope.js';
import { contentHash, endToEndId, entryRef, moneyOwner, moneyStage, waiting } from '../funding/shapes.js';
import { basisPoints, budgetPart, code, fen, signedFen, trancheCondition } from '../vocabulary.js';

/** What the routes of funding take and give. Accounts of payees are masked; a person is a pseudonymous id. */

/** Who sees money as part of their office. */
export const MONEY_READERS = ['finance-officer', 'finance-approver', 'finance-leader', 'purchaser', 'contract-approver', 'auditor'] as const;

export const payeeAccountView = z.object({
  payeeAccountId: uuid,
  holderName: z.string(),
  /** The last four characters behind asterisks; more never leaves funding. */
  masked: z.string(),
  addedAt: instant,
});

/** A condition of a tranche, ticked by a fact or not. */
const conditionView = z.object({ condition: trancheCondition, rule: z.string(), met: z.boolean() });

const trancheStage = z.enum(['committed', 'payable', 'in-transit', 'disbursed', 'forfeited', 'cancelled']);

/** One line of a cost table; labour has a floor and the rest caps where the place prescribes them (R129). */
export const costLine = z.strictObject({ category: z.enum(['labour', 'supervision', 'activities', 'management', 'insurance', 'tax', 'training']), fen });

export const paymentRequestView = z.object({
  requestId: uuid,
  trancheId: uuid,
  invoiceRef: z.string(),
  invoiceDate: localDate,
  payBy: localDate,
  requestedAt: instant,
  state: z.enum(['open', 'paid', 'closed']),
  costs: z.array(costLine).optional(),
});

export const trancheView = z.object({
  trancheId: uuid,
  purchaseId: uuid,
  contractId: uuid,
  agencyOrgId: uuid,
  no: z.int(),
  shareBp: basisPoints,
  amountFen: fen,
  stage: trancheStage,
  stageSince: instant,
  releasedFen: fen,
  factorBp: basisPoints,
  revision: z.int(),
  conditions: z.array(conditionView),
  /** What is still missing, in the words of the rules; empty once it is owed. */
  waitingFor: z.array(waiting),
  /** Granted, and the budget line lacks money for it: how much of the tranche waits, and since when. */
  waitsForLine: z.object({ lineId: uuid, lacksFen: fen, amountFen: fen, since: instant }).optional(),
  parts: z.array(budgetPart.extend({ commitmentId: uuid })),
  request: paymentRequestView.optional(),
  orderId: uuid.optional(),
});

export const orderStatus = z.enum(['awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled', 'rejected', 'returned', 'declined', 'void']);

export const approverRole = z.enum(['finance-approver', 'finance-leader']);

/** One item of the voucher pack with what proves it (R118). */
export const voucherLine = z.object({
  item: z.enum(['contract', 'acceptance-or-evaluation', 'supplier-request', 'invoice', 'payee-account', 'budget-indicator', 'payment-application', 'monthly-cost-list']),
  mandatory: z.boolean(),
  proofs: z.array(
    z.object({
      kind: z.enum(['filing', 'evaluation', 'acceptance', 'milestone', 'rectification', 'request', 'invoice', 'account', 'budget-line', 'order', 'cost-list']),
      id: uuid,
      shows: z.string().optional(),
    }),
  ),
});

export const paymentOrderSummary = z.object({
  orderId: uuid,
  purchaseId: uuid,
  contractId: uuid,
  trancheId: uuid,
  trancheNo: z.int(),
  titleZh: z.string(),
  agency: z.object({ orgId: uuid, nameZh: z.string() }),
  amountFen: fen,
  status: orderStatus,
  payBy: localDate,
  orderedAt: instant,
  approvalsGiven: z.int(),
  requiredApprovals: z.int(),
  /** In which roles it must be approved, each by a different person. */
  requiredRoles: z.array(approverRole),
  /** Days beyond the deadline, and the interest that they cost (R120); absent while it is in time. */
  lateDays: z.int().optional(),
  interestFen: fen.optional(),
  /** Whether the caller may approve it now: not interested, has not approved. */
  mayApprove: z.boolean(),
});

/** Everything that an approver must see before signing (R118). */
export const paymentOrderView = paymentOrderSummary.extend({
  contractNo: z.string(),
  amountCapitals: z.string(),
  contentHash,
  invoiceRef: z.string(),
  payee: payeeAccountView,
  parts: z.array(budgetPart.extend({ commitmentId: uuid })),
  evidenceIds: z.array(uuid),
  requestedBy: z.string(),
  preparedBy: z.string(),
  reason: z.string().optional(),
  approvals: z.array(z.object({ step: z.int(), approver: z.string(), role: approverRole, at: instant, contentHash })),
  attempts: z.array(z.object({ attemptId: uuid, no: z.int(), endToEndId, status: z.string() })),
  tranche: trancheView,
  vouchers: z.array(voucherLine),
  /** Mandatory items that nothing proves: the order cannot be approved. */
  missingVouchers: z.array(voucherLine.shape.item),
});

/** One amount that waits: where, since when, on whom, until when, and what can safely be done. */
export const stuckMoneyView = z.object({
  subjectId: uuid,
  /** A file that the treasury sent and that was refused whole waits too. */
  stage: z.enum([...moneyStage.options, 'refused-file']),
  purchaseId: uuid.optional(),
  contractId: uuid.optional(),
  trancheId: uuid.optional(),
  titleZh: z.string(),
  agencyOrgId: uuid.optional(),
  /** Absent where nobody knows it: of a refused file. */
  amountFen: fen.optional(),
  /** Why the treasury refused or sent back the last payment (its reason code), or what is wrong with a file, and where. */
  fault: z.string().optional(),
  since: instant,
  /** Calendar days in China since then. */
  days: z.int(),
  waitingFor: z.array(waiting),
  owner: moneyOwner,
  /** Last day by rule, where there is one. */
  payBy: localDate.optional(),
  nextActions: z.array(code),
  /** It waits longer than the profile allows. */
  overdue: z.boolean(),
  /** The payment order at stake, where there is one. */
  orderId: uuid.optional(),
  /** Who took it in hand, and what they said they would do. */
  assignment: z.object({ assignee: z.string(), note: z.string(), at: instant }).optional(),
});

export const reservationView = z.object({
  reservationId: uuid,
  state: z.enum(['reserved', 'refused', 'committed', 'released']),
  parts: z.array(budgetPart),
  shortFen: fen,
  decidedAt: instant,
});

export const contractMoneyView = z.object({
  contractId: uuid,
  contractNo: z.string(),
  titleZh: z.string(),
  agency: z.object({ orgId: uuid, nameZh: z.string() }),
  priceFen: fen,
  state: z.enum(['active', 'suspended', 'terminated', 'closed']),
  commitments: z.array(budgetPart.extend({ commitmentId: uuid })),
  tranches: z.array(trancheView),
});

export const transferView = z.object({
  position: z.string(),
  eventId: uuid,
  leg: z.int(),
  reason: z.string(),
  book: z.enum(['budget', 'cash']),
  from: z.string(),
  to: z.string(),
  lineId: uuid,
  year: z.int(),
  amountFen: fen,
  postedAt: instant,
});

export const trialBalanceView = z.object({
  rows: z.array(z.object({ book: z.enum(['budget', 'cash']), stage: z.string(), accounts: z.int(), balanceFen: signedFen })),
  /** Must be zero. */
  totals: z.array(z.object({ book: z.enum(['budget', 'cash']), balanceFen: signedFen })),
});

export const suspenseView = z.object({
  suspenseId: uuid,
  account: z.string(),
  entryRef,
  direction: z.enum(['debit', 'credit']),
  amountFen: fen,
  reason: z.string(),
  attemptId: uuid.optional(),
  openedAt: instant,
  clearedAt: instant.optional(),
  explanation: z.string().optional(),
  /** It is proposed to belong to a payment, or was found to. */
  assignmentId: uuid.optional(),
});
