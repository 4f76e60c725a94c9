import type { ApproverRole } from '@goufu/jurisdiction';
import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { Proposal } from '../../domain/clawback-case/proposal.js';
import type { Verdict } from '../../domain/clawback-case/clawback-case.facts.js';

export interface StoredProposal extends Proposal {
  readonly id: Id;
  readonly caseId: Id;
  readonly jurisdiction: string;
  readonly reason: string;
}

export const insertProposal = (tx: Tx, { id, caseId, jurisdiction, verdict, due, reason, requiredRoles }: Omit<StoredProposal, 'state' | 'approvals' | 'proposedBy'>) =>
  tx.query(
    `INSERT INTO clawback_proposal (id, case_id, jurisdiction, verdict, due_fen, reason, required_roles, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, caseId, jurisdiction, verdict, due.toString(), reason, requiredRoles, tx.actorId, tx.now],
  );

/** Whether a proposal of the case waits for its approval. The case is locked. */
export async function hasOpenProposal(tx: Tx, caseId: Id): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM clawback_proposal WHERE case_id = $1 AND state = 'proposed'`, [caseId])).length > 0;
}

interface Row {
  readonly id: Id;
  readonly case_id: Id;
  readonly jurisdiction: string;
  readonly verdict: Verdict;
  readonly due_fen: string;
  readonly reason: string;
  readonly required_roles: ApproverRole[];
  readonly state: Proposal['state'];
  readonly proposed_by: string;
  readonly approvals: { approver: string; role: ApproverRole }[];
}

export async function findProposal(tx: Tx, id: Id): Promise<StoredProposal | undefined> {
  const [row] = await tx.query<Row>(
    `SELECT id, case_id, jurisdiction, verdict, due_fen, reason, required_roles, state, proposed_by,
            (SELECT coalesce(json_agg(json_build_object('approver', a.approver, 'role', a.role)), '[]') FROM clawback_approval a WHERE a.proposal_id = p.id) AS approvals
     FROM clawback_proposal p WHERE id = $1`,
    [id],
  );
  if (!row) return undefined;
  const { case_id: caseId, due_fen, required_roles: requiredRoles, proposed_by: proposedBy, ...rest } = row;
  return { ...rest, caseId, due: BigInt(due_fen), requiredRoles, proposedBy };
}

export const insertApproval = (tx: Tx, { id, jurisdiction }: StoredProposal, role: ApproverRole, reason: string) =>
  tx.query(`INSERT INTO clawback_approval (proposal_id, approver, role, jurisdiction, reason, approved_at) VALUES ($1, $2, $3, $4, $5, $6)`, [id, tx.actorId, role, jurisdiction, reason, tx.now]);

export const endProposal = (tx: Tx, id: Id, state: 'approved' | 'declined', reason: string) =>
  tx.query(`UPDATE clawback_proposal SET state = $2, ended_by = $3, ended_at = $4, end_reason = $5 WHERE id = $1`, [id, state, tx.actorId, tx.now, reason]);

/** The case ended otherwise: nobody decides what was proposed. */
export const withdrawProposal = (tx: Tx, caseId: Id, reason: string) =>
  tx.query(`UPDATE clawback_proposal SET state = 'withdrawn', ended_by = $2, ended_at = $3, end_reason = $4 WHERE case_id = $1 AND state = 'proposed'`, [caseId, tx.actorId, tx.now, reason]);
