import type { Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import type { ContractTerms, MilestoneTerms, QuotaTerms } from '../../domain/project/contract-terms.js';
import type { StoredProject } from './project.repository.js';

/** Terms that the domain does not decide about: what a project shows of its evaluations and its money. */
export interface ShownTerms {
  readonly evaluations: readonly { readonly code: string; readonly kind: string; readonly nameZh: string; readonly due: string }[];
  readonly tranches: readonly { readonly trancheId: Id; readonly no: number; readonly fen: string }[];
}

type Owner = Pick<StoredProject, 'id' | 'jurisdiction'>;

/** Writes the newest terms of a contract over the earlier ones. What they no longer name is dropped, not deleted. */
export async function saveTerms(tx: Tx, project: Owner, terms: ContractTerms, shown: ShownTerms): Promise<void> {
  await saveMilestones(tx, project, terms.milestones);
  for (const milestone of terms.milestones) await saveDeliverables(tx, project, milestone);
  await saveQuotas(tx, project, terms.quotas);
  await saveEvaluations(tx, project, shown.evaluations);
  await saveTranches(tx, project, shown.tranches);
}

async function saveMilestones(tx: Tx, { id, jurisdiction }: Owner, milestones: readonly MilestoneTerms[]): Promise<void> {
  await tx.query('UPDATE project_milestone SET dropped = true WHERE project_id = $1 AND reached_at IS NULL', [id]);
  await tx.query(
    `UPDATE deliverable SET dropped = true WHERE project_id = $1 AND status <> 'accepted'`,
    [id],
  );
  await tx.query(
    `INSERT INTO project_milestone (project_id, code, jurisdiction, position, name_zh, due)
     SELECT $1, m.code, $2, m.position, m.name_zh, m.due
     FROM unnest($3::text[], $4::text[], $5::date[]) WITH ORDINALITY AS m(code, name_zh, due, position)
     ON CONFLICT (project_id, code) DO UPDATE SET position = excluded.position, name_zh = excluded.name_zh, due = excluded.due, dropped = false`,
    [id, jurisdiction, milestones.map(({ code }) => code), milestones.map(({ nameZh }) => nameZh), milestones.map(({ due }) => due)],
  );
}

async function saveDeliverables(tx: Tx, { id, jurisdiction }: Owner, milestone: MilestoneTerms): Promise<void> {
  const { code, deliverables } = milestone;
  await tx.query(
    `INSERT INTO deliverable (id, project_id, milestone_code, code, jurisdiction, position, name_zh)
     SELECT d.id, $1, $2, d.code, $3, d.position, d.name_zh
     FROM unnest($4::uuid[], $5::text[], $6::text[]) WITH ORDINALITY AS d(id, code, name_zh, position)
     ON CONFLICT (project_id, milestone_code, code) DO UPDATE SET position = excluded.position, name_zh = excluded.name_zh, dropped = false`,
    [
      id,
      code,
      jurisdiction,
      deliverables.map((one) => causedId(id, `${code}/${one.code}`)),
      deliverables.map((one) => one.code),
      deliverables.map(({ nameZh }) => nameZh),
    ],
  );
}

async function saveQuotas(tx: Tx, { id, jurisdiction }: Owner, quotas: readonly QuotaTerms[]): Promise<void> {
  await tx.query('UPDATE quota SET dropped = true WHERE project_id = $1', [id]);
  for (const [position, quota] of quotas.entries()) {
    await tx.query(
      `INSERT INTO quota (project_id, code, jurisdiction, position, name_zh, unit_zh, quantity, unit_price_fen, evidence_zh)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (project_id, code) DO UPDATE SET position = excluded.position, name_zh = excluded.name_zh, unit_zh = excluded.unit_zh,
         quantity = excluded.quantity, unit_price_fen = excluded.unit_price_fen, evidence_zh = excluded.evidence_zh, dropped = false`,
      [id, quota.code, jurisdiction, position, quota.nameZh, quota.unitZh, quota.quantity, quota.unitPriceFen?.toString() ?? null, quota.evidenceZh],
    );
  }
}

async function saveEvaluations(tx: Tx, { id, jurisdiction }: Owner, evaluations: ShownTerms['evaluations']): Promise<void> {
  await tx.query('UPDATE project_evaluation SET dropped = true WHERE project_id = $1', [id]);
  await tx.query(
    `INSERT INTO project_evaluation (project_id, code, jurisdiction, kind, name_zh, due)
     SELECT $1, e.code, $2, e.kind, e.name_zh, e.due
     FROM unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[]) AS e(code, kind, name_zh, due)
     ON CONFLICT (project_id, code) DO UPDATE SET kind = excluded.kind, name_zh = excluded.name_zh, due = excluded.due, dropped = false`,
    [
      id,
      jurisdiction,
      evaluations.map(({ code }) => code),
      evaluations.map(({ kind }) => kind),
      evaluations.map(({ nameZh }) => nameZh),
      evaluations.map(({ due }) => due),
    ],
  );
}

async function saveTranches(tx: Tx, { id, jurisdiction }: Owner, tranches: ShownTerms['tranches']): Promise<void> {
  await tx.query('UPDATE project_tranche SET dropped = true WHERE project_id = $1 AND supplements IS NULL', [id]);
  await tx.query(
    `INSERT INTO project_tranche (tranche_id, project_id, jurisdiction, no, amount_fen)
     SELECT t.tranche_id, $1, $2, t.no, t.fen FROM unnest($3::uuid[], $4::int[], $5::bigint[]) AS t(tranche_id, no, fen)
     ON CONFLICT (tranche_id) DO UPDATE SET no = excluded.no, amount_fen = excluded.amount_fen, dropped = false`,
    [id, jurisdiction, tranches.map(({ trancheId }) => trancheId), tranches.map(({ no }) => no), tranches.map(({ fen }) => fen)],
  );
}
