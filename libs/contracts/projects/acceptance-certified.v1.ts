import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { evidenceIds } from '../vocabulary.js';

export const acceptanceCertified = defineFact({
  type: 'projects.acceptance-certified.v1',
  classification: 'public',
  summary: 'The purchaser certified the acceptance of the whole service against each standard (R68).',
  schema: z.object({
    projectId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    certificateId: uuid,
    /** Only `passed` ticks a tranche. */
    outcome: z.enum(['passed', 'failed']),
    certifiedOn: localDate,
    evidenceIds,
  }),
});
export type AcceptanceCertified = DataOf<typeof acceptanceCertified>;
