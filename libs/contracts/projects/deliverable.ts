import { z } from 'zod';
import { uuid } from '../envelope.js';
import { code, title } from '../vocabulary.js';

/** Which version of which deliverable of a milestone. */
export const deliverableRef = z.object({
  projectId: uuid,
  contractId: uuid,
  agencyOrgId: uuid,
  milestoneCode: code,
  deliverableCode: code,
  deliverableId: uuid,
  version: z.int().positive(),
  nameZh: title,
});
