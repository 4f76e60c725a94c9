import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { evidenceIds } from '../vocabulary.js';
import { rectificationRef } from './rectification.js';

export const rectificationSubmitted = defineFact({
  type: 'projects.rectification-submitted.v1',
  classification: 'internal',
  summary: 'The agency reports what it rectified; the purchaser decides.',
  schema: z.object({ ...rectificationRef.shape, version: z.int().positive(), evidenceIds }),
});
export type RectificationSubmitted = DataOf<typeof rectificationSubmitted>;
