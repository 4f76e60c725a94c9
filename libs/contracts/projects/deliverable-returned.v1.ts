import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { text } from '../vocabulary.js';
import { deliverableRef } from './deliverable.js';

export const deliverableReturned = defineFact({
  type: 'projects.deliverable-returned.v1',
  classification: 'internal',
  summary: 'The purchaser returned this version of a deliverable; the agency hands in another.',
  schema: z.object({ ...deliverableRef.shape, reasons: z.array(text).min(1) }),
});
export type DeliverableReturned = DataOf<typeof deliverableReturned>;
