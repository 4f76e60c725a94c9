import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { grade, text } from '../vocabulary.js';
import { rectificationRef } from './rectification.js';

export const rectificationFailed = defineFact({
  type: 'projects.rectification-failed.v1',
  classification: 'public',
  summary: 'The rectification was not accepted, or nothing came by `due` (R109).',
  schema: z.object({ ...rectificationRef.shape, grade, reasons: z.array(text).min(1) }),
});
export type RectificationFailed = DataOf<typeof rectificationFailed>;
