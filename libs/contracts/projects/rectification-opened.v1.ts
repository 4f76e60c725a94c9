import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { grade } from '../vocabulary.js';
import { rectificationRef } from './rectification.js';

export const rectificationOpened = defineFact({
  type: 'projects.rectification-opened.v1',
  classification: 'public',
  summary: 'A final result calls for a rectification by `due` (R109).',
  schema: z.object({ ...rectificationRef.shape, grade }),
});
export type RectificationOpened = DataOf<typeof rectificationOpened>;
