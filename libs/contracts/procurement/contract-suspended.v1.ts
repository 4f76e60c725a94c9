import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { text } from '../vocabulary.js';

export const contractSuspended = defineFact({
  type: 'procurement.contract-suspended.v1',
  classification: 'public',
  summary: 'Performance and payment under the contract stop from `effectiveOn` until it is resumed (R76).',
  schema: z.object({
    contractId: uuid,
    reason: text,
    /** Whose fault it is; only the agency's own reaches its ranking. */
    fault: z.enum(['agency', 'purchaser', 'neither']),
    effectiveOn: localDate,
  }),
});
export type ContractSuspended = DataOf<typeof contractSuspended>;
