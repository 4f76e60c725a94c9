import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { sha256 } from '../vocabulary.js';
import { deliverableRef } from './deliverable.js';

export const deliverableSubmitted = defineFact({
  type: 'projects.deliverable-submitted.v1',
  classification: 'internal',
  summary: 'The agency handed in a version of a deliverable; the file itself stays in projects.',
  schema: z.object({
    ...deliverableRef.shape,
    sha256,
    /** As recognised from the content. */
    mediaType: z.string().min(3).max(100),
    sizeBytes: z.int().positive(),
  }),
});
export type DeliverableSubmitted = DataOf<typeof deliverableSubmitted>;
