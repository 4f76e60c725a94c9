import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { templateContent } from './evaluation-shapes.js';

/** Routes of evaluation templates: what an evaluation asks and how it counts (R105). */

const template = z.object({ templateId: uuid, version: z.int() });
const oneVersion = z.object({ templateId: uuid, version: z.coerce.number().int().positive() });

export const listEvaluationTemplates = defineRoute({
  id: 'listEvaluationTemplates',
  method: 'GET',
  path: '/evaluation-templates',
  summary: 'Templates that hold in the caller’s region, newest version first',
  allow: 'signed-in',
  response: z.object({
    items: z.array(template.extend({ status: z.enum(['draft', 'published']), titleZh: z.string(), titleEn: z.string(), jurisdiction: z.string() })),
  }),
});

export const getEvaluationTemplate = defineRoute({
  id: 'getEvaluationTemplate',
  method: 'GET',
  path: '/evaluation-templates/:templateId/versions/:version',
  summary: 'One version of a template',
  allow: 'signed-in',
  params: oneVersion,
  response: template.extend({ status: z.enum(['draft', 'published']), content: templateContent }),
});

export const draftEvaluationTemplate = defineRoute({
  id: 'draftEvaluationTemplate',
  method: 'POST',
  path: '/evaluation-templates',
  summary: 'Drafts a new template, or with templateId the next version of one',
  allow: ['purchaser'],
  body: z.strictObject({ templateId: uuid.optional(), content: templateContent }),
  response: template,
  status: 201,
});

export const publishEvaluationTemplate = defineRoute({
  id: 'publishEvaluationTemplate',
  method: 'POST',
  path: '/evaluation-templates/:templateId/versions/:version/publish',
  summary: 'Publishes a drafted version; from then on it never changes',
  allow: ['purchaser'],
  params: oneVersion,
  response: template,
});

export const evaluationTemplateRoutes = [
  listEvaluationTemplates,
  getEvaluationTemplate,
  draftEvaluationTemplate,
  publishEvaluationTemplate,
] as const;
