import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';

export const projectClosed = defineFact({
  type: 'projects.project-closed.v1',
  classification: 'public',
  summary: 'Nothing more is to be delivered under the contract; funding returns what was never owed.',
  schema: z.object({
    projectId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    outcome: z.enum(['completed', 'terminated']),
    closedOn: localDate,
  }),
});
export type ProjectClosed = DataOf<typeof projectClosed>;
