import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { TemplateContent } from '../../domain/template/template-content.js';
import type { TemplateFact } from '../../domain/template/template.facts.js';
import type { TemplateState } from '../../domain/template/template.js';

interface TemplateRow {
  readonly version: number;
  readonly status: 'draft' | 'published';
  readonly content: TemplateContent;
}

/**
 * All versions of a template, locked; no versions when the region has no such template. The lock is on the id, so that
 * two people cannot draft the same version.
 */
export async function loadTemplateForUpdate(tx: Tx, templateId: Id, jurisdiction: string): Promise<TemplateState> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`template:${templateId}`]);
  const versions = await tx.query<TemplateRow>(
    'SELECT version, status, content FROM template_version WHERE template_id = $1 AND jurisdiction = $2 ORDER BY version',
    [templateId, jurisdiction],
  );
  return { templateId, versions };
}

export async function saveTemplate(tx: Tx, templateId: Id, jurisdiction: string, facts: readonly TemplateFact[]): Promise<void> {
  for (const fact of facts) {
    if (fact.kind === 'version-drafted') {
      await tx.query(
        `INSERT INTO template_version (template_id, version, jurisdiction, status, content, drafted_by) VALUES ($1, $2, $3, 'draft', $4, $5)
         ON CONFLICT (template_id, version) DO UPDATE SET content = excluded.content, drafted_by = excluded.drafted_by`,
        [templateId, fact.version, jurisdiction, JSON.stringify(fact.content), fact.by],
      );
    } else {
      await tx.query(
        `UPDATE template_version SET status = 'published', published_by = $3, published_at = $4 WHERE template_id = $1 AND version = $2`,
        [templateId, fact.version, fact.by, fact.at],
      );
    }
  }
}

/** The content of a published version, for freezing by value; undefined when it is not published (yet). */
export async function publishedTemplate(tx: Tx, templateId: Id, version: number): Promise<TemplateContent | undefined> {
  const [row] = await tx.query<{ content: TemplateContent }>(
    `SELECT content FROM template_version WHERE template_id = $1 AND version = $2 AND status = 'published'`,
    [templateId, version],
  );
  return row?.content;
}
