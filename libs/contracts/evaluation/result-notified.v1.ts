import { z } from 'zod';
import { instant } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { resultContent } from './round.js';

export const resultNotified = defineFact({
  type: 'evaluation.result-notified.v1',
  classification: 'internal',
  summary: 'The agency was told the result and may appeal until `appealUntil`; it does not move money yet.',
  schema: z.object({ ...resultContent.shape, appealUntil: instant }),
});
export type ResultNotified = DataOf<typeof resultNotified>;
