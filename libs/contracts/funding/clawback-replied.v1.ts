import { z } from 'zod';
import { uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';

/** The agency was heard (R123); what it said stays with funding. */
export const clawbackReplied = defineFact({
  type: 'funding.clawback-replied.v1',
  classification: 'internal',
  summary: 'The agency replied to a claim for paid money; another person than the one who raised it decides.',
  schema: z.object({ caseId: uuid, trancheId: uuid, contractId: uuid, agencyOrgId: uuid }),
});
export type ClawbackReplied = DataOf<typeof clawbackReplied>;
