import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, localDate, uuid } from '../envelope.js';
import { text } from '../vocabulary.js';
import {
  certificate,
  certificateView,
  deliverableView,
  projectDetail,
  projectFile,
  projectStage,
  projectSummary,
  quotaEntry,
  quotaView,
  rectificationView,
  servicePlanContent,
  servicePlanView,
} from './projects-shapes.js';

/** Routes of projects: service plans, deliverables, quotas, rectifications, acceptance, closing. */

const projectId = z.object({ projectId: uuid });
const planVersion = projectId.extend({ version: z.coerce.number().int().positive() });
const deliverableId = z.object({ deliverableId: uuid });
const deliverableVersion = deliverableId.extend({ version: z.coerce.number().int().positive() });
const rectificationId = z.object({ rectificationId: uuid });
const reasons = z.strictObject({ reasons: z.array(text).min(1).max(20) });
const READERS = ['purchaser', 'contract-approver', 'agency', 'evaluator', 'auditor', 'finance-officer', 'finance-approver'] as const;

export const listProjects = defineRoute({
  id: 'listProjects',
  method: 'GET',
  path: '/projects',
  summary: 'Projects of the caller’s region, the newest first; an agency sees its own',
  allow: READERS,
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
  allow: READERS,
  params: projectId,
  response: projectDetail,
});

export const listServicePlans = defineRoute({
  id: 'listServicePlans',
  method: 'GET',
  path: '/projects/:projectId/service-plans',
  summary: 'All versions of the service plan, the newest first',
  allow: READERS,
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

export const submitDeliverable = defineRoute({
  id: 'submitDeliverable',
  method: 'POST',
  path: '/deliverables/:deliverableId/versions',
  summary: 'The agency uploads a file as the next version of a deliverable and hands it in; form field `file`',
  allow: ['agency'],
  params: deliverableId,
  body: z.strictObject({}),
  response: deliverableView,
  status: 201,
  consumes: 'multipart',
});

export const acceptDeliverable = defineRoute({
  id: 'acceptDeliverable',
  method: 'POST',
  path: '/deliverables/:deliverableId/versions/:version/acceptance',
  summary: 'The purchaser accepts a version; the last one of a milestone reaches it',
  allow: ['purchaser'],
  params: deliverableVersion,
  response: deliverableView.extend({ milestoneReached: z.boolean() }),
});

export const returnDeliverable = defineRoute({
  id: 'returnDeliverable',
  method: 'POST',
  path: '/deliverables/:deliverableId/versions/:version/return',
  summary: 'The purchaser returns a version with reasons',
  allow: ['purchaser'],
  params: deliverableVersion,
  body: reasons,
  response: deliverableView,
});

export const downloadProjectFile = defineRoute({
  id: 'downloadProjectFile',
  method: 'GET',
  path: '/project-files/:fileId',
  summary: 'The content of a file that was handed in',
  allow: ['purchaser', 'contract-approver', 'agency', 'evaluator', 'auditor'],
  params: z.object({ fileId: uuid }),
  response: z.unknown(),
});

export const recordQuota = defineRoute({
  id: 'recordQuota',
  method: 'POST',
  path: '/projects/:projectId/quota-records',
  summary: 'The agency records what it delivered of a quota, with the evidence (R14, R83)',
  allow: ['agency'],
  params: projectId,
  body: quotaEntry,
  response: quotaView,
  status: 201,
});

export const listQuotaRecords = defineRoute({
  id: 'listQuotaRecords',
  method: 'GET',
  path: '/projects/:projectId/quota-records',
  summary: 'The project ledger: every recorded delivery, the newest first',
  allow: READERS,
  params: projectId,
  response: z.object({
    items: z.array(quotaEntry.extend({ recordId: uuid, recordedBy: z.string(), recordedAt: instant })),
  }),
});

export const attachRectificationFile = defineRoute({
  id: 'attachRectificationFile',
  method: 'POST',
  path: '/rectifications/:rectificationId/files',
  summary: 'The agency uploads evidence for a rectification; form field `file`',
  allow: ['agency'],
  params: rectificationId,
  body: z.strictObject({}),
  response: projectFile,
  status: 201,
  consumes: 'multipart',
});

export const submitRectification = defineRoute({
  id: 'submitRectification',
  method: 'POST',
  path: '/rectifications/:rectificationId/submission',
  summary: 'The agency reports what it rectified (R109)',
  allow: ['agency'],
  params: rectificationId,
  body: z.strictObject({ textZh: text, fileIds: z.array(uuid).max(20).default([]) }),
  response: rectificationView,
});

export const acceptRectification = defineRoute({
  id: 'acceptRectification',
  method: 'POST',
  path: '/rectifications/:rectificationId/acceptance',
  summary: 'The purchaser accepts the rectification; after a `fail` the evaluation is held again',
  allow: ['purchaser'],
  params: rectificationId,
  response: rectificationView,
});

export const failRectification = defineRoute({
  id: 'failRectification',
  method: 'POST',
  path: '/rectifications/:rectificationId/failure',
  summary: 'The purchaser does not accept the rectification, or nothing came by its due day',
  allow: ['purchaser'],
  params: rectificationId,
  body: reasons,
  response: rectificationView,
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
  submitDeliverable,
  acceptDeliverable,
  returnDeliverable,
  downloadProjectFile,
  recordQuota,
  listQuotaRecords,
  attachRectificationFile,
  submitRectification,
  acceptRectification,
  failRectification,
  certifyAcceptance,
  closeProject,
] as const;
