import type { BasisPoints, Fen, Id, Instant } from '@goufu/kernel';
import { idList, wordList, type Tx } from '@goufu/persistence';
import { insertOrdersSql, orderRows, type StoredOrder } from './payment-order.repository.js';
import type { OpenRequest } from './payment-request.repository.js';
import type { Reads } from './reader.js';
import type { Allocation } from '../../domain/ledger/posting.js';
import type { Condition, KeptEvidence, PayFactor, Waiting } from '../../domain/tranche/tranche.facts.js';
import type { Stage, Tranche } from '../../domain/tranche/tranche.js';

/** A tranche with where it belongs and what pays for it. */
export interface StoredTranche extends Tranche {
  readonly contractId: Id;
  readonly purchaseId: Id;
  readonly agencyOrgId: Id;
  readonly jurisdiction: string;
  readonly no: number;
  readonly shareBp: BasisPoints;
  readonly allocations: readonly Allocation[];
  /** The agreed tranche, of which this one is a supplement. */
  readonly supplements?: Id;
}

interface TrancheRow {
  readonly id: Id;
  readonly contract_id: Id;
  readonly purchase_id: Id;
  readonly agency_org_id: Id;
  readonly jurisdiction: string;
  readonly tranche_no: number;
  readonly share_bp: number;
  readonly amount_fen: string;
  readonly conditions: Condition[];
  readonly pay_factors: PayFactor[];
  readonly attempts_allowed: number;
  readonly stage: Stage;
  readonly evidence: KeptEvidence[];
  readonly revision: number;
  readonly released_fen: string;
  readonly factor_bp: number;
  readonly withheld_for: Waiting[];
  readonly corrected_fen: string;
  readonly ended: boolean;
  readonly evidence_until: Date | null;
  readonly covers_fen: string;
  readonly supplements: Id | null;
  readonly whole_fen: string | null;
  readonly above_fen: string | null;
  readonly unbound_fen: string;
  readonly short_line: Id | null;
  readonly short_fen: string | null;
  /** `commitment line year fen foreseen` of each, and what is committed where that was asked, separated by commas. */
  readonly allocations: string | null;
}

const COLUMNS = `t.id, t.contract_id, t.purchase_id, t.agency_org_id, t.jurisdiction, t.tranche_no, t.share_bp, t.amount_fen,
  t.conditions, t.pay_factors, t.attempts_allowed, t.stage, t.evidence, t.revision, t.released_fen, t.factor_bp, t.withheld_for, t.corrected_fen, t.ended, t.evidence_until,
  t.covers_fen, t.supplements, t.whole_fen, t.above_fen, t.unbound_fen, t.short_line, t.short_fen`;

const allocationsWith = (more: string): string => `(SELECT string_agg(concat_ws(' ', a.commitment_id, a.line_id, a.fiscal_year, a.amount_fen, ${more}), ',' ORDER BY a.position)
  FROM tranche_allocation a WHERE a.tranche_id = t.id) AS allocations`;
const FORESEEN = `CASE WHEN a.foreseen THEN 'foreseen' ELSE '-' END`;
/** One text per tranche, which costs the server a fraction of what JSON would. */
const ALLOCATIONS = allocationsWith(FORESEEN);

/** A tranche that is locked, with what else a decision about its money needs. */
export interface LockedTranche extends StoredTranche {
  /** What is committed for each of its allocations, in their order: only who has locked the tranche changes it. */
  readonly committed: readonly Fen[];
  /** The open request for its payment, if there is one that nothing holds up. */
  readonly request: Omit<OpenRequest, 'payableSince'> | undefined;
}

const LOCK = `SELECT count(*) FROM (SELECT 1 FROM tranche WHERE contract_id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE) locked`;
const LOCKED = `
  SELECT ${COLUMNS}, ${allocationsWith(`${FORESEEN}, (SELECT h.balance_fen FROM holding_account h WHERE h.holder_id = a.commitment_id
      AND h.stage = 'committed' AND h.line_id = a.line_id AND h.fiscal_year = a.fiscal_year)`)},
    (SELECT json_build_object('id', r.id, 'requestedBy', r.requested_by, 'invoiceRef', r.invoice_ref, 'invoiceDate', r.invoice_date,
                              'payeeAccountId', c.payee_account_id, 'small', c.sme_flag)
     FROM payment_request r JOIN contract c ON c.id = r.contract_id
     WHERE r.tranche_id = t.id AND r.state = 'open' AND c.state <> 'suspended' AND NOT EXISTS (
       SELECT 1 FROM payment_order o WHERE o.tranche_id = t.id
         AND o.status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled'))) AS request
  FROM tranche t WHERE t.contract_id = ANY ($1::uuid[]) ORDER BY t.id`;

/**
 * All tranches of some contracts, locked until commit, in id order so that two transactions cannot deadlock. Whoever
 * touches a payment locks its tranche first. They are read by a statement of its own, so that what others committed while this one
 * waited for the locks is seen.
 */
export async function lockTranchesOf(tx: Tx, contractIds: readonly Id[]): Promise<LockedTranche[]> {
  const ids = [idList(contractIds)];
  tx.defer(LOCK, ids);
  const rows = await tx.query<TrancheRow & { readonly request: Omit<OpenRequest, 'trancheId' | 'payableSince'> | null }>(LOCKED, ids);
  return rows.map((row) => ({ ...storedTranche(row), committed: committedOf(row), request: row.request ? { ...row.request, trancheId: row.id } : undefined }));
}

/** A tranche with all others of its contract, locked like them. */
export async function lockTranchesBeside(tx: Tx, id: Id): Promise<LockedTranche[]> {
  const contractId = await findTrancheContract(tx, id);
  return contractId ? lockTranchesOf(tx, [contractId]) : [];
}

/** The contract of a tranche. */
export async function findTrancheContract(tx: Tx, id: Id): Promise<Id | undefined> {
  return (await tx.query<{ contract_id: Id }>(`SELECT contract_id FROM tranche WHERE id = $1`, [id]))[0]?.contract_id;
}

/** One tranche, locked until commit. */
export async function lockTranche(tx: Tx, id: Id): Promise<StoredTranche | undefined> {
  const [row] = await tx.query<TrancheRow>(`SELECT ${COLUMNS}, ${ALLOCATIONS} FROM tranche t WHERE t.id = $1 FOR UPDATE OF t`, [id]);
  return row && storedTranche(row);
}

/** Tranches as they stand, for people to read. */
export async function tranchesOf(tx: Reads, contractIds: readonly Id[]): Promise<StoredTranche[]> {
  const rows = await tx.query<TrancheRow>(`SELECT ${COLUMNS}, ${ALLOCATIONS} FROM tranche t WHERE t.contract_id = ANY ($1::uuid[]) ORDER BY t.tranche_no`, [contractIds]);
  return rows.map(storedTranche);
}

const SAVE = `
  UPDATE tranche t SET stage = n.stage, evidence = n.evidence, revision = n.revision, released_fen = n.released_fen,
         factor_bp = n.factor_bp, withheld_for = n.withheld_for, corrected_fen = n.corrected_fen,
         stage_since = CASE WHEN t.stage = n.stage AND t.withheld_for = n.withheld_for THEN t.stage_since ELSE $9 END
  FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::int[], $5::bigint[], $6::int[], $7::jsonb[], $8::bigint[])
    AS n(id, stage, evidence, revision, released_fen, factor_bp, withheld_for, corrected_fen)
  WHERE t.id = n.id`;

/** Writes what evolves, and the payment orders that follow; one statement for any number of both. */
export function saveTranches(tx: Tx, tranches: readonly StoredTranche[], orders: readonly StoredOrder[] = []): void {
  if (tranches.length === 0) return;
  const column = <Value>(value: (tranche: StoredTranche) => Value): Value[] => tranches.map(value);
  const saved = [
    idList(column(({ id }) => id)),
    wordList(column(({ stage }) => stage)),
    column(({ evidence }) => JSON.stringify(evidence)),
    column(({ revision }) => revision),
    wordList(column(({ released }) => released.toString())),
    column(({ factorBp }) => factorBp),
    column(({ withheldFor }) => JSON.stringify(withheldFor)),
    column(({ corrected }) => corrected.toString()),
    tx.now,
  ];
  if (orders.length === 0) tx.defer(SAVE, saved);
  else tx.defer(`WITH saved AS (${SAVE}) ${insertOrdersSql('$10')}`, [...saved, orderRows(orders)]);
}

/** Writes amended terms beside what evolves. */
export const saveTerms = (tx: Tx, { id, terms: { conditions, payFactors } }: StoredTranche) =>
  tx.query(`UPDATE tranche SET conditions = $2, pay_factors = $3 WHERE id = $1`, [id, JSON.stringify(conditions), JSON.stringify(payFactors)]);

/** The contract of these tranches is over, once and for ever; what happens after `until` earns nothing. */
export const markEnded = (tx: Tx, contractId: Id, until: Instant | null) =>
  tx.query(`UPDATE tranche SET ended = true, evidence_until = $2 WHERE contract_id = $1`, [contractId, until]);

/** Adds the tranches of a newly signed contract with their allocations. */
export async function insertTranches(tx: Tx, tranches: readonly StoredTranche[]): Promise<void> {
  for (const tranche of tranches) {
    await tx.query(
      `INSERT INTO tranche (id, contract_id, purchase_id, agency_org_id, jurisdiction, tranche_no, share_bp, amount_fen, covers_fen,
                            conditions, pay_factors, attempts_allowed, stage, stage_since)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13)`,
      [
        tranche.id,
        tranche.contractId,
        tranche.purchaseId,
        tranche.agencyOrgId,
        tranche.jurisdiction,
        tranche.no,
        tranche.shareBp,
        tranche.amount.toString(),
        JSON.stringify(tranche.terms.conditions),
        JSON.stringify(tranche.terms.payFactors),
        tranche.terms.attemptsAllowed,
        tranche.stage,
        tx.now,
      ],
    );
  }
  await saveAllocations(tx, tranches);
}

/** Writes what pays tranches: new parts behind the known ones, of which the amounts may have grown, or another line pay. */
export async function saveAllocations(tx: Tx, tranches: readonly StoredTranche[]): Promise<void> {
  const parts = tranches.flatMap(({ id, jurisdiction, allocations }) => allocations.map((part, position) => ({ id, jurisdiction, position, ...part })));
  await tx.query(
    `INSERT INTO tranche_allocation (tranche_id, position, jurisdiction, commitment_id, line_id, fiscal_year, amount_fen, foreseen)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::uuid[], $6::int[], $7::bigint[], $8::boolean[])
     ON CONFLICT (tranche_id, position) DO UPDATE SET amount_fen = EXCLUDED.amount_fen, line_id = EXCLUDED.line_id, fiscal_year = EXCLUDED.fiscal_year`,
    [
      parts.map(({ id }) => id),
      parts.map(({ position }) => position),
      parts.map(({ jurisdiction }) => jurisdiction),
      parts.map(({ commitmentId }) => commitmentId),
      parts.map(({ lineId }) => lineId),
      parts.map(({ year }) => year),
      parts.map(({ amount }) => amount.toString()),
      parts.map(({ foreseen }) => foreseen === true),
    ],
  );
}

/** A tranche that a supplementary contract made larger (R67). */
export async function growTranche(tx: Tx, tranche: StoredTranche): Promise<void> {
  await tx.query(`UPDATE tranche SET amount_fen = $2, covers_fen = $2, share_bp = $3 WHERE id = $1`, [tranche.id, tranche.amount.toString(), tranche.shareBp]);
  await saveAllocations(tx, [tranche]);
}

const fen = (text: string): Fen => BigInt(text);

const storedTranche = (row: TrancheRow): StoredTranche => ({
  id: row.id,
  contractId: row.contract_id,
  purchaseId: row.purchase_id,
  agencyOrgId: row.agency_org_id,
  jurisdiction: row.jurisdiction,
  no: row.tranche_no,
  shareBp: row.share_bp,
  amount: fen(row.amount_fen),
  terms: { conditions: row.conditions, payFactors: row.pay_factors, attemptsAllowed: row.attempts_allowed, ...(row.evidence_until ? { until: row.evidence_until.toISOString() } : {}) },
  stage: row.stage,
  evidence: row.evidence,
  revision: row.revision,
  released: fen(row.released_fen),
  factorBp: row.factor_bp,
  withheldFor: row.withheld_for,
  corrected: fen(row.corrected_fen),
  ended: row.ended,
  covers: fen(row.covers_fen),
  unbound: fen(row.unbound_fen),
  ...(row.short_line ? { short: { lineId: row.short_line, lacks: fen(row.short_fen ?? '0') } } : {}),
  ...(row.supplements ? { supplements: row.supplements, part: { whole: fen(row.whole_fen ?? '0'), above: fen(row.above_fen ?? '0') } } : {}),
  allocations: row.allocations?.split(',').map(allocationOf) ?? [],
});

function allocationOf(text: string): Allocation {
  const [commitmentId = '', lineId = '', year, amount = '', foreseen] = text.split(' ');
  return { commitmentId, lineId, year: Number(year), amount: fen(amount), ...(foreseen === 'foreseen' ? { foreseen: true } : {}) };
}

/** Nothing was ever committed for a part that is only foreseen: it has no account. */
const committedOf = ({ allocations }: TrancheRow): Fen[] => allocations?.split(',').map((text) => fen(text.split(' ')[5] ?? '0')) ?? [];
