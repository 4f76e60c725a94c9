import { z } from 'zod';
import { defineFact, type DataOf } from '../fact-contract.js';
import { code } from '../vocabulary.js';
import { appealRef } from './appeal.js';

export const appealFiled = defineFact({
  type: 'evaluation.appeal-filed.v1',
  classification: 'internal',
  summary: 'The agency appeals against a result inside the window; money that depends on it is held.',
  schema: z.object({
    ...appealRef.shape,
    /** Indicators that it disputes; empty for the whole result. */
    indicators: z.array(code),
  }),
});
export type AppealFiled = DataOf<typeof appealFiled>;
