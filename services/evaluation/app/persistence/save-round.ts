import { unreachable, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Nomination } from '../../domain/round/panel.js';
import type { RoundFact } from '../../domain/round/round.facts.js';

/** Where a round's facts go. */
interface RoundKey {
  readonly id: Id;
  readonly jurisdiction: string;
}

/** Writes what happened to a round whose row is locked. */
export async function saveRound(tx: Tx, round: RoundKey, facts: readonly RoundFact[]): Promise<void> {
  for (const fact of facts) await saveFact(tx, round, fact);
}

async function saveFact(tx: Tx, round: RoundKey, fact: RoundFact): Promise<void> {
  switch (fact.kind) {
    case 'round-ready':
      await tx.query(`UPDATE evaluation_round SET status = 'ready', ready_cause = $2, ready_at = $3 WHERE id = $1`, [round.id, fact.cause, fact.at]);
      return;
    case 'round-opened':
      await tx.query(`UPDATE evaluation_round SET status = 'open', opened_by = $2, opened_at = $3, due = $4 WHERE id = $1`, [round.id, fact.by, fact.at, fact.due]);
      await insertMembers(tx, round, fact.panel);
      return;
    case 'no-interest-declared':
      await tx.query(`UPDATE panel_member SET interest = 'none' WHERE round_id = $1 AND evaluator_id = $2`, [round.id, fact.evaluatorId]);
      return;
    case 'member-recused':
      await tx.query(`UPDATE panel_member SET interest = 'recused', ground = $3 WHERE round_id = $1 AND evaluator_id = $2`, [round.id, fact.evaluatorId, fact.ground]);
      return;
    case 'member-replaced':
      await tx.query(`UPDATE panel_member SET interest = 'replaced' WHERE round_id = $1 AND evaluator_id = $2`, [round.id, fact.evaluatorId]);
      await insertMembers(tx, round, [fact.replacement]);
      return;
    case 'signature-counted':
      await tx.query('UPDATE panel_member SET signed = true WHERE round_id = $1 AND evaluator_id = $2', [round.id, fact.evaluatorId]);
      return;
    case 'round-concluded':
      await tx.query(`UPDATE evaluation_round SET status = 'concluded' WHERE id = $1`, [round.id]);
      return;
    case 'round-reopened':
      await tx.query(
        `UPDATE evaluation_round SET status = 'open', revision = revision + 1, due = $2, reopened_because = $3, reopening = $4 WHERE id = $1`,
        [round.id, fact.due, fact.because, JSON.stringify(fact.reopening)],
      );
      await tx.query('UPDATE panel_member SET signed = false WHERE round_id = $1', [round.id]);
      return;
    case 'round-cancelled':
      await tx.query(`UPDATE evaluation_round SET status = 'cancelled' WHERE id = $1`, [round.id]);
      return;
    default:
      unreachable(fact);
  }
}

async function insertMembers(tx: Tx, { id, jurisdiction }: RoundKey, panel: readonly Nomination[]): Promise<void> {
  await tx.query(
    `INSERT INTO panel_member (round_id, evaluator_id, seat_no, jurisdiction, org_id, party, interest)
     SELECT $1, m.evaluator_id, (SELECT count(*) FROM panel_member WHERE round_id = $1) + m.ord, $2, m.org_id, m.party, 'undeclared'
     FROM unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS m(evaluator_id, org_id, party, ord)`,
    [id, jurisdiction, panel.map(({ evaluatorId }) => evaluatorId), panel.map(({ orgId }) => orgId), panel.map(({ party }) => party)],
  );
}
