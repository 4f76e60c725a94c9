import { endOfDay, type Id, type Instant, type LocalDate } from '@goufu/kernel';
import type { CaseStatus } from '../../domain/clawback-case/clawback-case.js';
import type { Reads } from '../persistence/reader.js';
import { daysWaited, isOverdue } from './overdue.js';
import type { ContractAbout, WaitingAmount } from './waiting-amount.js';

interface OpenCase {
  readonly id: Id;
  readonly tranche_id: Id;
  readonly purchase_id: Id;
  readonly contract_id: Id;
  readonly agency_org_id: Id;
  readonly status: CaseStatus;
  readonly claimed_fen: string;
  readonly open_fen: string;
  readonly reply_until: LocalDate;
  readonly refund_until: LocalDate | null;
  readonly raised_at: Date;
  readonly changed_at: Date;
  /** When it was proposed how the case is to end, if that waits for its approval. */
  readonly proposed_at: Date | null;
}

/** Paid money that is asked back and not back yet: who is to reply, to decide or to refund, and until when (R123). */
export async function readWaitingCases(reads: Reads, contracts: ReadonlyMap<Id, ContractAbout>, now: Instant): Promise<WaitingAmount[]> {
  const rows = await reads.query<OpenCase>(
    `SELECT id, tranche_id, purchase_id, contract_id, agency_org_id, status, claimed_fen, (due_fen - refunded_fen)::text AS open_fen,
            reply_until::text, refund_until::text, raised_at, changed_at,
            (SELECT proposed_at FROM clawback_proposal p WHERE p.case_id = k.id AND p.state = 'proposed') AS proposed_at
     FROM clawback_case k WHERE contract_id = ANY ($1::uuid[]) AND status LIKE 'awaiting-%'`,
    [[...contracts.keys()]],
  );
  return rows.flatMap((row) => {
    const contract = contracts.get(row.contract_id);
    return contract ? [waitingCase(row, contract, now)] : [];
  });
}

function waitingCase(row: OpenCase, { title, jurisdiction }: ContractAbout, now: Instant): WaitingAmount {
  const about = { subjectId: row.id, trancheId: row.tranche_id, purchaseId: row.purchase_id, contractId: row.contract_id, agencyOrgId: row.agency_org_id, titleZh: title, waitingFor: [] };
  const late = (until: LocalDate): boolean => now > endOfDay(until);
  const since = (at: Date) => ({ since: at.toISOString(), days: daysWaited(at.toISOString(), now) });
  if (row.status === 'awaiting-refund') {
    const overdue = row.refund_until !== null && late(row.refund_until);
    return { ...about, ...since(row.changed_at), stage: 'awaiting-refund', amountFen: row.open_fen, owner: 'agency', nextActions: overdue ? ['remind', 'offset'] : ['refund'], overdue, ...(row.refund_until ? { payBy: row.refund_until } : {}) };
  }
  const claimed = { ...about, amountFen: row.claimed_fen, payBy: row.reply_until };
  if (row.status === 'awaiting-reply' && !late(row.reply_until)) return { ...claimed, ...since(row.raised_at), stage: 'awaiting-reply', owner: 'agency', nextActions: ['reply'], overdue: false };
  // The agency was heard, or let its time pass: somebody proposes how the case is to end, and others decide.
  const unheard = row.status === 'awaiting-reply';
  const waits = since(unheard ? row.raised_at : row.changed_at);
  return { ...claimed, ...waits, stage: unheard ? 'awaiting-reply' : 'awaiting-decision', ...(row.proposed_at ? { owner: 'finance-approver', nextActions: ['decide'] } : { owner: 'finance-officer', nextActions: ['propose-decision'] }), overdue: unheard || isOverdue(jurisdiction, waits.since, now) };
}
