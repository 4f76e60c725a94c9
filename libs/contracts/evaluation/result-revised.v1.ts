import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { resultContent } from './round.js';

export const resultRevised = defineFact({
  type: 'evaluation.result-revised.v1',
  classification: 'public',
  summary: 'A published result was corrected: this later revision replaces it, also where money has already moved (R59, R123).',
  schema: z.object({
    ...resultContent.shape,
    supersedes: uuid,
    publishedAt: instant,
    rectificationDue: instant.optional(),
  }),
});
export type ResultRevised = DataOf<typeof resultRevised>;
