import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { AcceptanceCertified, Certificate } from '../../domain/acceptance/acceptance.js';
import type { StoredProject } from './project.repository.js';
import type { Queries } from './reader.js';

export async function insertCertificate(tx: Tx, { id, jurisdiction }: StoredProject, certificateId: Id, fact: AcceptanceCertified): Promise<void> {
  const { outcome, standards, recipients } = fact.certificate;
  await tx.query(
    `INSERT INTO acceptance_certificate (id, project_id, jurisdiction, outcome, standards, invited, respondents, satisfied, opinions_zh,
       certified_by, certified_on, certified_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      certificateId,
      id,
      jurisdiction,
      outcome,
      JSON.stringify(standards),
      recipients.invited,
      recipients.respondents,
      recipients.satisfied,
      recipients.opinionsZh,
      fact.by.actorId,
      fact.certifiedOn,
      fact.at,
    ],
  );
}

interface CertificateRow {
  readonly id: Id;
  readonly outcome: Certificate['outcome'];
  readonly standards: Certificate['standards'];
  readonly invited: number;
  readonly respondents: number;
  readonly satisfied: number;
  readonly opinions_zh: string[];
  readonly certified_by: string;
  readonly certified_on_text: string;
}

/** Certificates of a project, the newest first. */
export async function readCertificates(queries: Queries, projectId: Id) {
  const rows = await queries.query<CertificateRow>(
    `SELECT c.*, c.certified_on::text AS certified_on_text FROM acceptance_certificate c WHERE c.project_id = $1 ORDER BY c.certified_at DESC, c.id DESC`,
    [projectId],
  );
  return rows.map((row) => ({
    certificateId: row.id,
    outcome: row.outcome,
    standards: row.standards,
    recipients: { invited: row.invited, respondents: row.respondents, satisfied: row.satisfied, opinionsZh: row.opinions_zh },
    certifiedOn: row.certified_on_text,
    certifiedBy: row.certified_by,
  }));
}
