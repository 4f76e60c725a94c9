import { wireFen, type Id } from '@goufu/kernel';
import type { CostCategory } from '../../domain/cost-budget/cost-budget.js';
import { assess } from '../../domain/tranche/assessment.js';
import { dueOf } from '../../domain/tranche/reading.js';
import type { Condition, Waiting } from '../../domain/tranche/tranche.facts.js';
import type { Reads } from '../persistence/reader.js';
import { tranchesOf, type StoredTranche } from '../persistence/tranche.repository.js';
import { lacking, wireParts } from '../release-tranche/published-facts.js';

interface Beside {
  readonly tranche_id: Id;
  readonly stage_since: Date;
  readonly request_id: Id | null;
  readonly invoice_ref: string;
  readonly invoice_date: string;
  readonly pay_by: string;
  readonly requested_at: Date;
  readonly costs: { category: CostCategory; fen: string }[] | null;
  readonly state: 'open' | 'paid' | 'closed';
  readonly order_id: Id | null;
  readonly short_since: Date | null;
}

/** The tranches of some contracts as people see them: conditions ticked and unticked, request and order beside them. */
export async function readTranches(reads: Reads, contractIds: readonly Id[]) {
  const tranches = await tranchesOf(reads, contractIds);
  const rows = await reads.query<Beside>(
    `SELECT t.id AS tranche_id, t.stage_since, t.short_since, r.id AS request_id, r.invoice_ref, r.invoice_date::text, coalesce(o.pay_by, r.pay_by)::text AS pay_by, r.requested_at, r.costs, r.state, o.id AS order_id
     FROM tranche t
     LEFT JOIN payment_request r ON r.tranche_id = t.id AND r.state <> 'closed'
     LEFT JOIN payment_order o ON o.tranche_id = t.id AND o.status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled')
     WHERE t.contract_id = ANY ($1::uuid[])`,
    [contractIds],
  );
  const beside = new Map(rows.map((row) => [row.tranche_id, row]));
  return tranches.flatMap((tranche) => {
    const row = beside.get(tranche.id);
    return row ? [trancheView(tranche, row)] : [];
  });
}

export type TrancheView = ReturnType<typeof trancheView>;

function trancheView(tranche: StoredTranche, row: Beside) {
  const { id: trancheId, purchaseId, contractId, agencyOrgId, no, shareBp, stage, factorBp, revision } = tranche;
  const request = row.request_id && {
    requestId: row.request_id,
    trancheId,
    invoiceRef: row.invoice_ref,
    invoiceDate: row.invoice_date,
    payBy: row.pay_by,
    requestedAt: row.requested_at.toISOString(),
    ...(row.costs ? { costs: row.costs } : {}),
    state: row.state,
  };
  return {
    trancheId,
    purchaseId,
    contractId,
    agencyOrgId,
    no,
    shareBp,
    amountFen: wireFen(tranche.amount),
    stage,
    stageSince: row.stage_since.toISOString(),
    releasedFen: wireFen(tranche.released),
    factorBp,
    revision,
    conditions: tranche.terms.conditions.map((condition) => conditionView(tranche, condition)),
    waitingFor: waitingFor(tranche),
    /** Something speaks against it, not merely nothing for it yet. */
    withheld: tranche.withheldFor.length > 0,
    ...waitsForLine(tranche, row),
    parts: wireParts(tranche.allocations),
    ...(request ? { request } : {}),
    ...(row.order_id ? { orderId: row.order_id } : {}),
  };
}

/** One condition read by itself. */
function conditionView({ terms, evidence }: StoredTranche, condition: Condition) {
  const reading = assess({ ...terms, conditions: [condition] }, evidence);
  const unmet = 'waitingFor' in reading ? reading.waitingFor.find(({ condition: kind }) => kind === condition.kind) : undefined;
  const met = reading.kind === 'release' || (reading.kind !== 'forfeit' && unmet === undefined);
  return { condition, met, rule: unmet?.rule ?? ('rules' in reading ? (reading.rules[0] ?? 'R121') : 'R121') };
}

/** What is granted of it and waits for its budget line. */
function waitsForLine(tranche: StoredTranche, { short_since: since }: Beside) {
  if (!tranche.short || !since) return {};
  const { lineId, lacks } = tranche.short;
  const granted = dueOf(tranche, assess(tranche.terms, tranche.evidence)) - tranche.released;
  return { waitsForLine: { lineId, lacksFen: wireFen(lacks), amountFen: wireFen(granted), since: since.toISOString() } };
}

/** What is still missing before the money is owed, or what holds it when it is. */
function waitingFor(tranche: StoredTranche): Waiting[] {
  if (tranche.short) return [lacking(tranche.short)];
  if (tranche.stage === 'payable') return [...tranche.withheldFor];
  if (tranche.stage !== 'committed') return [];
  const reading = assess(tranche.terms, tranche.evidence);
  return 'waitingFor' in reading ? [...reading.waitingFor] : [...tranche.withheldFor];
}

