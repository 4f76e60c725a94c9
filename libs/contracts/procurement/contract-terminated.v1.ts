import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { text } from '../vocabulary.js';

export const contractTerminated = defineFact({
  type: 'procurement.contract-terminated.v1',
  classification: 'public',
  summary: 'The contract ends early; what was not released goes back to the budget (R109, R123).',
  schema: z.object({
    contractId: uuid,
    reason: text,
    /** Whose fault it is; only the agency's own reaches its ranking. */
    fault: z.enum(['agency', 'purchaser', 'neither']),
    effectiveOn: localDate,
  }),
});
export type ContractTerminated = DataOf<typeof contractTerminated>;
