import { z } from 'zod';
import { instant } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { resultContent } from './round.js';

/** The appeal window closed or the appeal was decided: this result is final and may move money (R109). */
export const resultPublished = defineFact({
  type: 'evaluation.result-published.v1',
  classification: 'public',
  summary: 'An evaluation result is final: its appeal window closed, or its appeal was decided.',
  schema: z.object({
    ...resultContent.shape,
    publishedAt: instant,
    /** Set when the grade calls for a rectification. */
    rectificationDue: instant.optional(),
  }),
});
export type ResultPublished = DataOf<typeof resultPublished>;
