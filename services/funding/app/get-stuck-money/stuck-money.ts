import { endOfDay, type Id, type Instant } from '@goufu/kernel';
import { regionPrefix, type Scope } from '@goufu/persistence';
import type { Waiting } from '../../domain/tranche/tranche.facts.js';
import { contractsAtStake } from '../get-money/contracts-in-scope.js';
import { readTranches, type TrancheView } from '../get-tranches/tranche-view.js';
import type { Reads } from '../persistence/reader.js';
import { daysWaited, isOverdue } from './overdue.js';
import { readRefusals, readTreasuryWaiting } from './treasury-waiting.js';
import type { ContractAbout, Owner, Stage, WaitingAmount } from './waiting-amount.js';
import { readWaitingCases } from './waiting-cases.js';

/** On whom an unticked condition waits. */
const OWNER_OF: Record<Waiting['condition'], Owner> = {
  'contract-filed': 'purchaser',
  date: 'purchaser',
  milestone: 'agency',
  acceptance: 'purchaser',
  evaluation: 'evaluator',
  'rectification-closed': 'agency',
  'payment-requested': 'agency',
  'no-open-appeal': 'purchaser',
  'sufficient-commitment': 'finance-officer',
  'yearly-budget': 'finance-officer',
};

interface LiveOrder {
  readonly id: Id;
  readonly tranche_id: Id;
  readonly status: 'awaiting-approval' | 'approved' | 'in-transit' | 'unknown';
  readonly pay_by: string;
  readonly changed_at: Date;
  /** The treasury has taken the instruction on: it is not sent again, nor called off. */
  readonly accepted: boolean;
}

/** Every amount that waits in the caller's scope, the oldest first. */
export async function readWaiting(reads: Reads, scope: Scope, now: Instant): Promise<WaitingAmount[]> {
  const contracts = await contractsAtStake(reads, scope);
  const tranches = await readTranches(reads, contracts.map(({ id }) => id));
  const orders = await reads.query<LiveOrder>(
    `SELECT id, tranche_id, status, pay_by::text, changed_at, EXISTS (SELECT FROM payment_attempt a WHERE a.order_id = o.id AND a.status = 'accepted') AS accepted
     FROM payment_order o WHERE tranche_id = ANY ($1::uuid[]) AND status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown')`,
    [tranches.map(({ trancheId }) => trancheId)],
  );
  const titles = new Map(contracts.map(({ id, title, jurisdiction }) => [id, { title, jurisdiction }]));
  const waiting = tranches.flatMap((tranche) => {
    const contract = titles.get(tranche.contractId);
    const order = orders.find(({ tranche_id }) => tranche_id === tranche.trancheId);
    return contract ? waitingTranche(tranche, order, contract, now) : [];
  });
  const forLine = tranches.flatMap((tranche) => {
    const contract = titles.get(tranche.contractId);
    return contract ? waitingForLine(tranche, contract, now) : [];
  });
  const refusals = await readRefusals(reads, waiting.flatMap(({ stage, orderId, trancheId }) => (stage === 'payable' && !orderId && trancheId ? [trancheId] : [])));
  const treasury = scope.orgId ? [] : await readTreasuryWaiting(reads, regionPrefix(scope.jurisdiction), now);
  const all = [...waiting.map((amount) => ({ ...amount, ...refusals.get(amount.subjectId) })), ...forLine, ...(await readWaitingCases(reads, titles, now)), ...treasury].toSorted((a, b) => a.since.localeCompare(b.since));
  const assignments = await readAssignments(reads, all.map(({ subjectId }) => subjectId));
  return all.map((amount) => ({ ...amount, ...assignments.get(`${amount.subjectId}/${amount.stage}`) }));
}

/** The latest assignment of each amount at the stage where it was taken in hand: at the next stage it waits on somebody else. */
async function readAssignments(reads: Reads, subjects: readonly Id[]): Promise<Map<string, Pick<WaitingAmount, 'assignment'>>> {
  const rows = await reads.query<{ subject_id: Id; stage: Stage; assignee: string; note: string; assigned_at: Date }>(
    `SELECT DISTINCT ON (subject_id, stage) subject_id, stage, assignee, note, assigned_at FROM stuck_assignment
     WHERE subject_id = ANY ($1::uuid[]) ORDER BY subject_id, stage, assigned_at DESC, id DESC`,
    [subjects],
  );
  return new Map(rows.map(({ subject_id, stage, assignee, note, assigned_at }) => [`${subject_id}/${stage}`, { assignment: { assignee, note, at: assigned_at.toISOString() } }]));
}

/** What is granted and waits for money on its line: finance allots, transfers or appropriates, and it is owed by itself (R115). */
function waitingForLine({ waitsForLine: short, waitingFor, trancheId, purchaseId, contractId, agencyOrgId, request }: TrancheView, { title, jurisdiction }: ContractAbout, now: Instant): WaitingAmount[] {
  if (!short) return [];
  const { since, amountFen } = short;
  const about = { subjectId: trancheId, trancheId, purchaseId, contractId, agencyOrgId, titleZh: title, stage: 'awaiting-budget' as const, amountFen, since, days: daysWaited(since, now) };
  const lacking = waitingFor.filter(({ condition }) => condition === 'sufficient-commitment');
  return [{ ...about, waitingFor: lacking, owner: 'finance-officer', nextActions: ['fund-line'], overdue: isOverdue(jurisdiction, since, now), ...(request ? { payBy: request.payBy } : {}) }];
}

function waitingTranche(tranche: TrancheView, order: LiveOrder | undefined, { title, jurisdiction }: ContractAbout, now: Instant): WaitingAmount[] {
  const { trancheId, purchaseId, contractId, agencyOrgId, waitingFor, stage } = tranche;
  const about = { subjectId: trancheId, trancheId, purchaseId, contractId, agencyOrgId, titleZh: title, waitingFor };
  const since = order ? order.changed_at.toISOString() : tranche.stageSince;
  const payBy = order?.pay_by ?? tranche.request?.payBy;
  const shared = { ...about, since, days: daysWaited(since, now), ...(order ? { orderId: order.id } : {}), ...(payBy === undefined ? {} : { payBy }), overdue: isOverdue(jurisdiction, since, now) };
  // Whoever it waits on: beyond the last day to pay it is late (R119).
  const late = payBy !== undefined && now > endOfDay(payBy);
  if (stage === 'committed') {
    const [first] = waitingFor.filter(({ condition }) => condition !== 'sufficient-commitment');
    // A day that has not come is a plan, not stuck money.
    if (!first || first.condition === 'date') return [];
    // Work that is still to be done is no delay; a filing that is due, or something that speaks against the money, is.
    const overdue = shared.overdue && (tranche.withheld || first.condition === 'contract-filed');
    return [{ ...shared, overdue, amountFen: tranche.amountFen, stage, owner: OWNER_OF[first.condition], nextActions: ['remind'] }];
  }
  if (stage !== 'payable' && stage !== 'in-transit') return [];
  const owed = { ...shared, amountFen: tranche.releasedFen, overdue: shared.overdue || late };
  const [held] = waitingFor.filter(({ condition }) => condition !== 'sufficient-commitment');
  if (!order && held) return [{ ...owed, stage: 'payable', owner: OWNER_OF[held.condition], nextActions: ['remind'] }];
  if (!order) return [{ ...owed, stage: 'payable', owner: 'agency', nextActions: ['request-payment'] }];
  if (order.status === 'awaiting-approval') return [{ ...owed, stage: 'awaiting-approval', owner: 'finance-approver', nextActions: ['approve', 'decline'] }];
  const atTreasury = { ...owed, owner: 'treasury' as const };
  if (order.status === 'unknown') return [{ ...atTreasury, stage: 'unknown', nextActions: ['enquire', 'resend'] }];
  return [{ ...atTreasury, stage: 'in-transit', nextActions: ['wait-for-statement', 'enquire', ...(order.accepted ? [] : ['resend', 'cancel'])] }];
}
