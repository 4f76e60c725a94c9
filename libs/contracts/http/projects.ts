import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, localDate, uuid } from '../envelope.js';
import { text } from '../vocabulary.js';
import { certificate, certificateView, PROJECT_READERS, projectDetail, projectStage, projectSummary, servicePlanContent, servicePlanView } from './projects-shapes.js';

/** Routes of projects about the project itself: lists, service plans, acceptance, closing. */

const projectId = z.object({ projectId: uuid });
const planVersion = projectId.extend({ version: z.coerce.number().int().positive() });
const reasons = z.strictObject({ reasons: z.array(text).min(1).max(20) });

export const listProjects = defineRoute({
  id: 'listProjects',
  method: 'GET',
  path: '/projects',
  summary: 'Projects of the caller’s region, the newest first; an agency sees its own',
  allow: PROJECT_READERS,
  query: z.object({
    purchaseId: uuid.optional(),
    contractId: uuid.optional(),
    stage: projectStage.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z.string().max(200).optional(),
  }),
  response: z.object({ items: z.array(projectSummary), next: z.string().optional() }),
});

export const listProjectsWaiting = defineRoute({
  id: 'listProjectsWaiting',
  method: 'GET',
  path: '/projects/waiting',
  summary: 'What waits for the caller in projects, the most urgent first',
  allow: ['purchaser', 'agency'],
  response: z.object({
    items: z.array(
      z.object({
        action: z.enum([
          'write-service-plan',
          'approve-service-plan',
          'submit-deliverable',
          'decide-deliverable',
          'submit-rectification',
          'decide-rectification',
          'certify-acceptance',
          'close-project',
        ]),
        project: projectSummary,
        planVersion: z.int().optional(),
        deliverableId: uuid.optional(),
        version: z.int().optional(),
        rectificationId: uuid.optional(),
        nameZh: z.string().optional(),
        until: instant.optional(),
      }),
    ),
  }),
});

export const getProject = defineRoute({
  id: 'getProject',
  method: 'GET',
  path: '/projects/:projectId',
  summary: 'A project with its plan, milestones, deliverables, quotas, rectifications, evaluations and money',
  allow: PROJECT_READERS,
  params: projectId,
  response: projectDetail,
});

export const listServicePlans = defineRoute({
  id: 'listServicePlans',
  method: 'GET',
  path: '/projects/:projectId/service-plans',
  summary: 'All versions of the service plan, the newest first',
  allow: PROJECT_READERS,
  params: projectId,
  response: z.object({ items: z.array(servicePlanView) }),
});

export const writeServicePlan = defineRoute({
  id: 'writeServicePlan',
  method: 'POST',
  path: '/projects/:projectId/service-plans',
  summary: 'The agency hands in a version of the service plan (R82, R83)',
  allow: ['agency'],
  params: projectId,
  body: servicePlanContent,
  response: servicePlanView,
  status: 201,
});

export const approveServicePlan = defineRoute({
  id: 'approveServicePlan',
  method: 'POST',
  path: '/projects/:projectId/service-plans/:version/approval',
  summary: 'The purchaser approves the service plan; the first approval starts the project',
  allow: ['purchaser'],
  params: planVersion,
  response: servicePlanView,
});

export const returnServicePlan = defineRoute({
  id: 'returnServicePlan',
  method: 'POST',
  path: '/projects/:projectId/service-plans/:version/return',
  summary: 'The purchaser returns the service plan with reasons',
  allow: ['purchaser'],
  params: planVersion,
  body: reasons,
  response: servicePlanView,
});

export const certifyAcceptance = defineRoute({
  id: 'certifyAcceptance',
  method: 'POST',
  path: '/projects/:projectId/acceptance-certificates',
  summary: 'The purchaser certifies the acceptance against each standard, recipients heard (R68)',
  allow: ['purchaser'],
  params: projectId,
  body: certificate,
  response: certificateView,
  status: 201,
});

export const closeProject = defineRoute({
  id: 'closeProject',
  method: 'POST',
  path: '/projects/:projectId/closing',
  summary: 'The purchaser closes a project that is completed or terminated, once everything is handed over (R93)',
  allow: ['purchaser'],
  params: projectId,
  body: z.strictObject({ handover: z.strictObject({ recordsHandedOver: z.boolean(), personalDataSettled: z.boolean() }) }),
  response: projectSummary.extend({ outcome: z.enum(['completed', 'terminated']), closedOn: localDate }),
});

export const projectsRoutes = [
  listProjects,
  listProjectsWaiting,
  getProject,
  listServicePlans,
  writeServicePlan,
  approveServicePlan,
  returnServicePlan,
  certifyAcceptance,
  closeProject,
] as const;
