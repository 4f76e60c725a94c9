import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { grade } from '../vocabulary.js';
import { rectificationRef } from './rectification.js';

export const rectificationAccepted = defineFact({
  type: 'projects.rectification-accepted.v1',
  classification: 'public',
  summary: 'The purchaser accepted the rectification: it is closed, and after a `fail` the evaluation is held again (R109).',
  schema: z.object({
    ...rectificationRef.shape,
    /** Of the result that called for it. */
    grade,
  }),
});
export type RectificationAccepted = DataOf<typeof rectificationAccepted>;
