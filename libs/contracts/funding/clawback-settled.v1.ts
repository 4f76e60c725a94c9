import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { fen } from '../vocabulary.js';

/** A clawback case ended: refunded, offset or waived (R123). */
export const clawbackSettled = defineFact({
  type: 'funding.clawback-settled.v1',
  classification: 'internal',
  summary: 'A clawback case is settled.',
  schema: z.object({
    caseId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    ground: z.enum(['failed-evaluation', 'quota-shortfall', 'vacancy', 'misuse', 'false-material', 'early-termination']),
    outcome: z.enum(['refunded', 'offset', 'waived']),
    settledAt: instant,
  }),
});
export type ClawbackSettled = DataOf<typeof clawbackSettled>;
