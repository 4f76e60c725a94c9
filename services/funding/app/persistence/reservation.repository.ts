import { sumFen, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Part } from '../../domain/reservation/reservation.facts.js';
import type { Reservation } from '../../domain/reservation/reservation.js';

/** A decided reservation with where it belongs. */
export interface StoredReservation extends Reservation {
  readonly id: Id;
  readonly purchaseId: Id;
  readonly jurisdiction: string;
}

interface Row {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly state: Exclude<Reservation['state'], 'asked'>;
  readonly parts: StoredPart[];
  readonly later: StoredPart[];
}

interface StoredPart {
  readonly lineId: Id;
  readonly year: number;
  readonly amount: string;
}

/** The reservation of a purchase, locked until commit. */
export async function lockReservation(tx: Tx, purchaseId: Id): Promise<StoredReservation | undefined> {
  const [row] = await tx.query<Row>(`SELECT id, purchase_id, jurisdiction, state, parts, later FROM reservation WHERE purchase_id = $1 FOR UPDATE`, [purchaseId]);
  return (
    row && {
      id: row.id,
      purchaseId: row.purchase_id,
      jurisdiction: row.jurisdiction,
      state: row.state,
      parts: row.parts.map(partOf),
      later: row.later.map(partOf),
    }
  );
}

/** Those purchases that were answered before. */
export async function answeredOf(tx: Tx, purchaseIds: readonly Id[]): Promise<Set<Id>> {
  const rows = await tx.query<{ purchase_id: Id }>(`SELECT purchase_id FROM reservation WHERE purchase_id = ANY ($1::uuid[])`, [purchaseIds]);
  return new Set(rows.map(({ purchase_id }) => purchase_id));
}

export async function insertReservation(tx: Tx, reservation: StoredReservation, title: string, short: readonly Part[]): Promise<void> {
  await tx.query(
    `INSERT INTO reservation (id, purchase_id, jurisdiction, title, state, parts, later, short_fen, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      reservation.id,
      reservation.purchaseId,
      reservation.jurisdiction,
      title,
      reservation.state,
      JSON.stringify(reservation.parts.map(storedPart)),
      JSON.stringify(reservation.later.map(storedPart)),
      sumFen(short.map(({ amount }) => amount)).toString(),
      tx.now,
    ],
  );
}

const partOf = (part: StoredPart): Part => ({ ...part, amount: BigInt(part.amount) });
const storedPart = (part: Part): StoredPart => ({ ...part, amount: part.amount.toString() });

export const setReservationState = (tx: Tx, { id, state }: Pick<StoredReservation, 'id' | 'state'>) =>
  tx.query(`UPDATE reservation SET state = $2 WHERE id = $1`, [id, state]);
