import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, rule } from '../vocabulary.js';

/** A correction of paid money: a case of its own, never an edit of the paid record (R123). */
export const clawbackRaised = defineFact({
  type: 'funding.clawback-raised.v1',
  classification: 'internal',
  summary: 'Paid money is asked back, because a revised result does not bear it (R123).',
  schema: z.object({
    caseId: uuid,
    trancheId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    ground: z.enum(['failed-evaluation', 'quota-shortfall', 'vacancy', 'misuse', 'false-material', 'early-termination']),
    rules: z.array(rule),
    evidenceIds: z.array(uuid),
    replyUntil: localDate,
  }),
});
export type ClawbackRaised = DataOf<typeof clawbackRaised>;
