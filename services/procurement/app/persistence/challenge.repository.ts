import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { ChallengeStage } from '../../domain/challenge/challenge.commands.js';
import type { ChallengeFact } from '../../domain/challenge/challenge.facts.js';
import type { ChallengeState } from '../../domain/challenge/challenge.js';
import type { Sql } from './reader.js';

export interface StoredChallenge extends ChallengeState {
  readonly status: Exclude<ChallengeState['status'], 'none'>;
  readonly id: Id;
  readonly tenderId: Id;
  readonly purchaseId: Id;
  readonly jurisdiction: string;
  readonly orgId: Id;
  readonly stage: ChallengeStage;
  readonly grounds: string;
  readonly filedAt: Instant;
  readonly replyUntil: Instant;
  readonly reasons?: string | undefined;
}

interface ChallengeRow {
  readonly id: Id;
  readonly tender_id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly org_id: Id;
  readonly stage: ChallengeStage;
  readonly grounds: string;
  readonly status: StoredChallenge['status'];
  readonly holds: boolean;
  readonly filed_at: Date;
  readonly reply_until: Date;
  readonly reasons: string | null;
}

const storedChallenge = (row: ChallengeRow): StoredChallenge => ({
  id: row.id,
  tenderId: row.tender_id,
  purchaseId: row.purchase_id,
  jurisdiction: row.jurisdiction,
  orgId: row.org_id,
  stage: row.stage,
  grounds: row.grounds,
  status: row.status,
  holds: row.holds,
  filedAt: row.filed_at.toISOString(),
  replyUntil: row.reply_until.toISOString(),
  ...(row.reasons === null ? {} : { reasons: row.reasons }),
});

/** Challenges of a purchase; an agency sees its own only. */
export async function challengesOf(sql: Sql, purchaseId: Id, orgId?: Id): Promise<StoredChallenge[]> {
  const rows = await sql.query<ChallengeRow>(
    'SELECT * FROM challenge WHERE purchase_id = $1 AND ($2::uuid IS NULL OR org_id = $2) ORDER BY filed_at, id',
    [purchaseId, orgId ?? null],
  );
  return rows.map(storedChallenge);
}

export async function findChallenge(sql: Sql, challengeId: Id): Promise<StoredChallenge | undefined> {
  const [row] = await sql.query<ChallengeRow>('SELECT * FROM challenge WHERE id = $1', [challengeId]);
  return row && storedChallenge(row);
}

/** Whether an unanswered challenge holds the tender (R76). */
export const isHeld = (challenges: readonly StoredChallenge[], tenderId: Id): boolean =>
  challenges.some((challenge) => challenge.tenderId === tenderId && challenge.status === 'filed' && challenge.holds);

export async function insertChallenge(tx: Tx, challenge: StoredChallenge): Promise<void> {
  await tx.query(
    `INSERT INTO challenge (id, tender_id, purchase_id, jurisdiction, org_id, stage, grounds, status, holds, filed_by, filed_at, reply_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'filed', $8, $9, $10, $11)`,
    [
      challenge.id, challenge.tenderId, challenge.purchaseId, challenge.jurisdiction, challenge.orgId, challenge.stage, challenge.grounds, challenge.holds,
      tx.actorId, challenge.filedAt, challenge.replyUntil,
    ],
  );
}

export async function saveDecision(tx: Tx, challengeId: Id, fact: Extract<ChallengeFact, { kind: 'decided' }>, reasons?: string): Promise<void> {
  await tx.query('UPDATE challenge SET status = $2, decided_by = $3, decided_at = $4, reasons = $5 WHERE id = $1', [
    challengeId, fact.outcome, tx.actorId, fact.at, reasons ?? null,
  ]);
}
