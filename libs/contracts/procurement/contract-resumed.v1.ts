import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { text } from '../vocabulary.js';

export const contractResumed = defineFact({
  type: 'procurement.contract-resumed.v1',
  classification: 'public',
  summary: 'A suspended contract goes on from `effectiveOn`.',
  schema: z.object({
    contractId: uuid,
    reason: text,
    /** Whose fault it is; only the agency's own reaches its ranking. */
    fault: z.enum(['agency', 'purchaser', 'neither']),
    effectiveOn: localDate,
  }),
});
export type ContractResumed = DataOf<typeof contractResumed>;
