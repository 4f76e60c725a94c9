import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { revision } from '../vocabulary.js';
import { appealRef } from './appeal.js';

export const appealDecided = defineFact({
  type: 'evaluation.appeal-decided.v1',
  classification: 'internal',
  summary: 'An appeal is decided; an upheld one ends in a new revision of the result.',
  schema: z.object({
    ...appealRef.shape,
    outcome: z.enum(['dismissed', 'upheld']),
    /** The revision that will be published when the appeal is upheld. */
    newRevision: revision.optional(),
  }),
});
export type AppealDecided = DataOf<typeof appealDecided>;
