import { getEvaluationTemplate, listEvaluationTemplates, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import type { TemplateContent } from '../../domain/template/template-content.js';
import { refuseTemplate } from '../../domain/template/template.refusals.js';
import { Reader } from '../persistence/reader.js';

interface TemplateRow {
  readonly template_id: string;
  readonly version: number;
  readonly status: 'draft' | 'published';
  readonly jurisdiction: string;
  readonly content: TemplateContent;
}

/** Templates of the caller's region, of those below it, and of those above it, which hold there too. */
const HOLDS_FOR = `(jurisdiction = 'CN' OR starts_with($1, jurisdiction) OR starts_with(jurisdiction, $2))`;

@Controller()
export class ListTemplatesController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listEvaluationTemplates)
  async list(@Caller() { jurisdiction }: Caller) {
    const rows = await this.reader.query<TemplateRow>(
      `SELECT * FROM template_version WHERE ${HOLDS_FOR} ORDER BY template_id, version DESC`,
      [jurisdiction, regionPrefix(jurisdiction)],
    );
    return {
      items: rows.map((row) => ({
        templateId: row.template_id,
        version: row.version,
        status: row.status,
        titleZh: row.content.titleZh,
        titleEn: row.content.titleEn,
        jurisdiction: row.jurisdiction,
      })),
    };
  }

  @Implements(getEvaluationTemplate)
  async get(@Input() { params }: RouteInput<typeof getEvaluationTemplate>, @Caller() { jurisdiction }: Caller) {
    const [row] = await this.reader.query<TemplateRow>(`SELECT * FROM template_version WHERE ${HOLDS_FOR} AND template_id = $3 AND version = $4`, [
      jurisdiction,
      regionPrefix(jurisdiction),
      params.templateId,
      params.version,
    ]);
    return row ? { templateId: row.template_id, version: row.version, status: row.status, content: shapeOf(row.content) } : refuseTemplate('not-found');
  }
}

/** The frozen content in the form that the contract declares: what the compiler knows of both is the same. */
export const shapeOf = (content: TemplateContent) => getEvaluationTemplate.response.shape.content.parse(content);
