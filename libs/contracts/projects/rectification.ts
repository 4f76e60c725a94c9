import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { code } from '../vocabulary.js';

/** Which rectification, and of which evaluation result (R109). */
export const rectificationRef = z.object({
  rectificationId: uuid,
  projectId: uuid,
  contractId: uuid,
  agencyOrgId: uuid,
  resultId: uuid,
  evaluationCode: code,
  /** Attempt of the evaluation that called for it. */
  attempt: z.int().positive(),
  due: instant,
});
