import type { ApproverRole } from '@goufu/jurisdiction';
import { endOfDay, type Id, type Instant, type LocalDate, type Refusal } from '@goufu/kernel';
import { regionPrefix } from '@goufu/persistence';
import { type Caller, CONFIGURATION } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { type CaseStatus, paymentReferenceOf } from '../../domain/clawback-case/clawback-case.js';
import type { Ground, Verdict } from '../../domain/clawback-case/clawback-case.facts.js';
import type { Proposal } from '../../domain/clawback-case/proposal.js';
import { openRoles } from '../../domain/payment-order/payment-order.js';
import { refuseClawback } from '../../domain/clawback-case/clawback-case.refusals.js';
import type { FundingConfiguration } from '../funding.config.js';
import type { Reads } from '../persistence/reader.js';

interface CaseRow {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly contract_id: Id;
  readonly contract_no: string;
  readonly title: string;
  readonly tranche_id: Id;
  readonly tranche_no: number;
  readonly agency_org_id: Id;
  readonly agency_name: string;
  readonly ground: Ground;
  readonly statement: string;
  readonly evidence_ids: Id[];
  readonly claimed_fen: string;
  readonly due_fen: string;
  readonly refunded_fen: string;
  readonly status: CaseStatus;
  readonly raised_by: string;
  readonly raised_at: Date;
  readonly reply_until: LocalDate;
  readonly reply: string | null;
  readonly replied_at: Date | null;
  readonly verdict: Verdict | null;
  readonly verdict_reason: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly refund_until: LocalDate | null;
  readonly proposals: Omit<ProposalView, 'mayDecide'>[];
  readonly offsets: { offsetId: Id; trancheId: Id; trancheNo: number; amountFen: string; reason: string; state: 'proposed' | 'approved' | 'declined'; proposedBy: string }[];
  readonly refunds: { entryRef: string; amountFen: string; bookedOn: LocalDate }[];
}

interface ProposalView {
  readonly proposalId: Id;
  readonly verdict: Verdict;
  readonly dueFen: string;
  readonly reason: string;
  readonly state: Proposal['state'];
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  readonly requiredRoles: ApproverRole[];
  readonly approvals: { readonly by: string; readonly role: ApproverRole; readonly at: Instant }[];
  readonly mayDecide: boolean;
}

/** Instants as they are told, from a column of timestamps. */
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PROPOSALS = `(SELECT coalesce(json_agg(json_build_object('proposalId', p.id, 'verdict', p.verdict, 'dueFen', p.due_fen::text, 'reason', p.reason, 'state', p.state,
   'proposedBy', p.proposed_by, 'proposedAt', ${instant('p.proposed_at')}, 'requiredRoles', p.required_roles,
   'approvals', (SELECT coalesce(json_agg(json_build_object('by', a.approver, 'role', a.role, 'at', ${instant('a.approved_at')}) ORDER BY a.approved_at, a.approver), '[]')
                 FROM clawback_approval a WHERE a.proposal_id = p.id)) ORDER BY p.proposed_at, p.id), '[]') FROM clawback_proposal p WHERE p.case_id = k.id)`;

interface Wanted {
  readonly caseId?: Id;
  readonly purchaseId?: Id | undefined;
}

/** Clawback cases as their parties see them. */
@Injectable()
export class CaseViews {
  constructor(@Inject(CONFIGURATION) private readonly settings: Pick<FundingConfiguration, 'TREASURY_ACCOUNT'>) {}

  async one(reads: Reads, caller: Caller, caseId: Id, now: Instant) {
    const [view] = await this.all(reads, caller, { caseId }, now);
    return view ?? (refuseClawback('unknown') satisfies Refusal);
  }

  /** Cases in the caller's scope; those that wait for somebody first, the oldest of them first. */
  async all(reads: Reads, caller: Caller, { caseId, purchaseId }: Wanted, now: Instant) {
    const { scope } = caller;
    const rows = await reads.query<CaseRow>(
      `SELECT k.id, k.purchase_id, k.contract_id, c.contract_no, c.title, k.tranche_id, t.tranche_no, k.agency_org_id, c.agency_name, k.ground,
              k.statement, k.evidence_ids, k.claimed_fen, k.due_fen, k.refunded_fen, k.status, k.raised_by, k.raised_at, k.reply_until::text,
              k.reply, k.replied_at, k.verdict, k.verdict_reason, k.decided_by, k.decided_at, k.refund_until::text,
              ${PROPOSALS} AS proposals,
              (SELECT coalesce(json_agg(json_build_object('offsetId', f.id, 'trancheId', f.tranche_id, 'trancheNo', p.tranche_no, 'amountFen', f.amount_fen::text, 'reason', f.reason,
                 'state', f.state, 'proposedBy', f.proposed_by) ORDER BY f.proposed_at, f.id), '[]') FROM clawback_offset f JOIN tranche p ON p.id = f.tranche_id WHERE f.case_id = k.id) AS offsets,
              (SELECT coalesce(json_agg(json_build_object('entryRef', r.entry_ref, 'amountFen', r.amount_fen::text, 'bookedOn', r.booked_on::text)
                 ORDER BY r.booked_on, r.entry_ref), '[]') FROM clawback_refund r WHERE r.case_id = k.id) AS refunds
       FROM clawback_case k JOIN contract c ON c.id = k.contract_id JOIN tranche t ON t.id = k.tranche_id
       WHERE starts_with(k.jurisdiction, $1) AND ($2::text IS NULL OR k.agency_org_id::text = $2)
         AND ($3::uuid IS NULL OR k.id = $3) AND ($4::uuid IS NULL OR k.purchase_id = $4)
       ORDER BY k.status LIKE 'awaiting-%' DESC, k.raised_at, k.id LIMIT 500`,
      [regionPrefix(scope.jurisdiction), scope.orgId ?? null, caseId ?? null, purchaseId ?? null],
    );
    return rows.map((row) => this.view(row, caller, now));
  }

  private view(row: CaseRow, caller: Caller, now: Instant) {
    const mayStillReply = row.status === 'awaiting-reply' && now <= endOfDay(row.reply_until);
    const awaitsDecision = row.status === 'awaiting-decision' || (row.status === 'awaiting-reply' && !mayStillReply);
    const proposals = row.proposals.map((each) => ({ ...each, mayDecide: mayDecide(each, row.raised_by, caller) }));
    return {
      caseId: row.id,
      purchaseId: row.purchase_id,
      contractId: row.contract_id,
      contractNo: row.contract_no,
      titleZh: row.title,
      trancheId: row.tranche_id,
      trancheNo: row.tranche_no,
      agency: { orgId: row.agency_org_id, nameZh: row.agency_name },
      ground: row.ground,
      statement: row.statement,
      evidenceIds: row.evidence_ids,
      claimedFen: row.claimed_fen,
      dueFen: row.due_fen,
      refundedFen: row.refunded_fen,
      status: awaitsDecision ? ('awaiting-decision' as const) : row.status,
      raisedBy: row.raised_by,
      raisedAt: row.raised_at.toISOString(),
      replyUntil: row.reply_until,
      ...(row.reply !== null && row.replied_at ? { reply: { text: row.reply, at: row.replied_at.toISOString() } } : {}),
      ...decisionOf(row),
      ...(row.refund_until ? { refundUntil: row.refund_until } : {}),
      paymentReference: paymentReferenceOf(row.id),
      refundAccount: this.settings.TREASURY_ACCOUNT,
      proposals,
      offsets: row.offsets.map((offset) => ({ ...offset, mayDecide: offset.state === 'proposed' && caller.roles.includes('finance-approver') && caller.actorId !== offset.proposedBy })),
      refunds: row.refunds,
      overdue: row.status === 'awaiting-refund' && row.refund_until !== null && now > endOfDay(row.refund_until),
      mayReply: mayStillReply && caller.roles.includes('agency') && caller.orgId === row.agency_org_id,
      mayPropose: awaitsDecision && caller.roles.includes('finance-officer') && !proposals.some(({ state }) => state === 'proposed'),
      mayDecide: proposals.some((each) => each.mayDecide),
    };
  }
}

const mayDecide = ({ state, requiredRoles, approvals, proposedBy }: Omit<ProposalView, 'mayDecide'>, raisedBy: string, { actorId, roles }: Caller): boolean =>
  state === 'proposed' &&
  openRoles({ requiredRoles, approvals }).some((role) => roles.includes(role)) &&
  ![proposedBy, raisedBy, ...approvals.map(({ by }) => by)].includes(actorId);

const decisionOf = ({ verdict, verdict_reason: reason, decided_by: by, decided_at: at }: CaseRow) =>
  verdict && reason !== null && by !== null && at ? { decision: { verdict, reason, by, at: at.toISOString() } } : {};
