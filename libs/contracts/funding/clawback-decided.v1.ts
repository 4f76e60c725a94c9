import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { fen } from '../vocabulary.js';

/** The second person of a clawback case (R123); a case that is waived is settled at once. */
export const clawbackDecided = defineFact({
  type: 'funding.clawback-decided.v1',
  classification: 'internal',
  summary: 'A claim for paid money was upheld: how much is to be refunded, and until when.',
  schema: z.object({
    caseId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    verdict: z.enum(['approve', 'reduce']),
    claimedFen: fen,
    dueFen: fen,
    refundUntil: localDate,
  }),
});
export type ClawbackDecided = DataOf<typeof clawbackDecided>;
