import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { code, evidenceIds, title } from '../vocabulary.js';

export const milestoneReached = defineFact({
  type: 'projects.milestone-reached.v1',
  classification: 'public',
  summary: 'All deliverables of a milestone are accepted; it readies evaluations and ticks tranches.',
  schema: z.object({
    projectId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    milestoneCode: code,
    nameZh: title,
    /** Ids of the accepted deliverables. */
    evidenceIds,
  }),
});
export type MilestoneReached = DataOf<typeof milestoneReached>;
