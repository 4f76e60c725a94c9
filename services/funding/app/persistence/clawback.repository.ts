import { type Fen, type Id, type LocalDate, unreachable } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { type CaseStatus, claimOf, type ClawbackCase } from '../../domain/clawback-case/clawback-case.js';
import type { ClawbackFact, Ground } from '../../domain/clawback-case/clawback-case.facts.js';
import type { Reads } from './reader.js';

/** A clawback case with where it belongs. */
export interface StoredCase extends ClawbackCase {
  readonly trancheId: Id;
  readonly contractId: Id;
  readonly purchaseId: Id;
  readonly agencyOrgId: Id;
  readonly jurisdiction: string;
  readonly ground: Ground;
  /** The payment that it is about came back from the bank. */
  readonly paymentReturned: boolean;
}

/** A case as it is raised: what is asked back, why, and what proves it. */
export interface RaisedCase extends Pick<StoredCase, 'id' | 'trancheId' | 'contractId' | 'purchaseId' | 'agencyOrgId' | 'jurisdiction' | 'ground' | 'claimed' | 'raisedBy' | 'replyUntil'> {
  readonly statement: string;
  readonly evidenceIds: readonly Id[];
}

interface Row {
  readonly id: Id;
  readonly tranche_id: Id;
  readonly contract_id: Id;
  readonly purchase_id: Id;
  readonly agency_org_id: Id;
  readonly jurisdiction: string;
  readonly ground: Ground;
  readonly claimed_fen: string;
  readonly due_fen: string;
  readonly refunded_fen: string;
  readonly status: CaseStatus;
  readonly raised_by: string;
  readonly reply_until: LocalDate;
  readonly returned: boolean;
}

const COLUMNS = 'id, tranche_id, contract_id, purchase_id, agency_org_id, jurisdiction, ground, claimed_fen, due_fen, refunded_fen, status, raised_by, reply_until::text, payment_returned_at IS NOT NULL AS returned';

export async function insertCase(tx: Tx, raised: RaisedCase): Promise<void> {
  await tx.query(
    `INSERT INTO clawback_case (id, tranche_id, contract_id, purchase_id, agency_org_id, jurisdiction, ground, statement, evidence_ids,
                                claimed_fen, status, raised_by, raised_at, reply_until, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'awaiting-reply', $11, $12, $13, $12)`,
    [
      raised.id,
      raised.trancheId,
      raised.contractId,
      raised.purchaseId,
      raised.agencyOrgId,
      raised.jurisdiction,
      raised.ground,
      raised.statement,
      JSON.stringify(raised.evidenceIds),
      raised.claimed.toString(),
      raised.raisedBy,
      tx.now,
      raised.replyUntil,
    ],
  );
}

/** One case as it stands. */
export async function findCase(reads: Reads, id: Id): Promise<StoredCase | undefined> {
  const [row] = await reads.query<Row>(`SELECT ${COLUMNS} FROM clawback_case WHERE id = $1`, [id]);
  return row && stored(row);
}

/** All cases of a tranche, locked until commit. The tranche must be locked before. */
export async function lockCasesOf(tx: Tx, trancheId: Id): Promise<StoredCase[]> {
  return (await tx.query<Row>(`SELECT ${COLUMNS} FROM clawback_case WHERE tranche_id = $1 ORDER BY id FOR UPDATE`, [trancheId])).map(stored);
}

/** What was paid and is asked back by none of `cases`; those about an earlier payment that came back ask for nothing of this one. */
export const claimableOf = (paid: Fen, cases: readonly StoredCase[]): Fen => cases.reduce((rest, one) => (one.paymentReturned ? rest : rest - claimOf(one)), paid);

/** A payment came back: what was asked back of it, and what of that came, is no part of the next payment. */
export const endOfPayment = (tx: Tx, trancheId: Id) =>
  tx.query(`UPDATE clawback_case SET payment_returned_at = $2 WHERE tranche_id = $1 AND payment_returned_at IS NULL`, [trancheId, tx.now]);

/** What was refunded of the payment of an order. */
export async function refundedOf(tx: Tx, orderId: Id): Promise<Fen> {
  const [row] = await tx.query<{ fen: string }>(
    `SELECT coalesce(sum(k.refunded_fen), 0)::text AS fen FROM clawback_case k JOIN payment_order o ON o.tranche_id = k.tranche_id WHERE o.id = $1 AND k.payment_returned_at IS NULL`,
    [orderId],
  );
  return BigInt(row?.fen ?? '0');
}

/** Writes what a command did and the state in which it leaves the case. */
export async function saveCase(tx: Tx, after: StoredCase, facts: readonly ClawbackFact[]): Promise<void> {
  await tx.query(`UPDATE clawback_case SET changed_at = $2 WHERE id = $1`, [after.id, tx.now]);
  for (const fact of facts) await saveFact(tx, after, fact);
}

async function saveFact(tx: Tx, { id, status, refunded }: StoredCase, fact: ClawbackFact): Promise<void> {
  switch (fact.kind) {
    case 'replied':
      await tx.query(`UPDATE clawback_case SET status = $2, reply = $3, replied_at = $4 WHERE id = $1`, [id, status, fact.text, fact.at]);
      return;
    case 'upheld':
      await tx.query(
        `UPDATE clawback_case SET status = $2, due_fen = $3, verdict = $4, verdict_reason = $5, decided_by = $6, decided_at = $7, refund_until = $8 WHERE id = $1`,
        [id, status, fact.due.toString(), fact.verdict, fact.reason, fact.by, fact.at, fact.refundUntil],
      );
      return;
    case 'waived':
      await tx.query(
        `UPDATE clawback_case SET status = $2, due_fen = 0, verdict = 'waive', verdict_reason = $3, decided_by = $4, decided_at = $5, refund_until = NULL WHERE id = $1`,
        [id, status, fact.reason, fact.by, fact.at],
      );
      return;
    case 'rest-withdrawn':
      await tx.query(`UPDATE clawback_case SET due_fen = $2, status = $3 WHERE id = $1`, [id, fact.due.toString(), status]);
      return;
    case 'refunded':
    case 'settled':
      await tx.query(`UPDATE clawback_case SET status = $2, refunded_fen = $3 WHERE id = $1`, [id, status, refunded.toString()]);
      return;
    default:
      unreachable(fact);
  }
}

interface Receipt {
  readonly account: string;
  readonly entryRef: string;
  readonly caseId: Id;
  readonly trancheId: Id;
  readonly jurisdiction: string;
  readonly amount: Fen;
  readonly bookedOn: LocalDate;
}

/** Adds the receipt of a refund. */
export const insertRefund = (tx: Tx, { account, entryRef, caseId, trancheId, jurisdiction, amount, bookedOn }: Receipt) =>
  tx.query(
    `INSERT INTO clawback_refund (account, entry_ref, case_id, tranche_id, jurisdiction, amount_fen, booked_on) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [account, entryRef, caseId, trancheId, jurisdiction, amount.toString(), bookedOn],
  );

const stored = (row: Row): StoredCase => ({
  id: row.id,
  trancheId: row.tranche_id,
  contractId: row.contract_id,
  purchaseId: row.purchase_id,
  agencyOrgId: row.agency_org_id,
  jurisdiction: row.jurisdiction,
  ground: row.ground,
  claimed: BigInt(row.claimed_fen),
  due: BigInt(row.due_fen),
  refunded: BigInt(row.refunded_fen),
  status: row.status,
  raisedBy: row.raised_by,
  replyUntil: row.reply_until,
  paymentReturned: row.returned,
});
