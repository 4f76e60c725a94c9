import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';

export const projectStarted = defineFact({
  type: 'projects.project-started.v1',
  classification: 'public',
  summary: 'The purchaser approved the agency’s service plan; the service runs.',
  schema: z.object({
    projectId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    planVersion: z.int().positive(),
    startsOn: localDate,
  }),
});
export type ProjectStarted = DataOf<typeof projectStarted>;
