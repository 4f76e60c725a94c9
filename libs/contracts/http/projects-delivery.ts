import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';
import { text } from '../vocabulary.js';
import { deliverableView, PROJECT_READERS, projectFile, quotaEntry, quotaView, rectificationView } from './projects-shapes.js';

/** Routes of projects about work that is handed in: deliverables, the ledger of quotas, rectifications, and their files. */

const deliverableId = z.object({ deliverableId: uuid });
const deliverableVersion = deliverableId.extend({ version: z.coerce.number().int().positive() });
const projectId = z.object({ projectId: uuid });
const rectificationId = z.object({ rectificationId: uuid });
const reasons = z.strictObject({ reasons: z.array(text).min(1).max(20) });

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
  allow: PROJECT_READERS,
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

export const projectDeliveryRoutes = [
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
] as const;
