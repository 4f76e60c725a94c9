import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { rankingScope, standing } from './ranking.js';

export const rankingUpdated = defineFact({
  type: 'oversight.ranking-updated.v1',
  classification: 'public',
  summary: 'A fact moved an agency in the live ranking of its field.',
  schema: z.object({
    scope: rankingScope,
    agencyOrgId: uuid,
    before: standing,
    after: standing,
    /** The fact that moved it. */
    cause: z.object({ factId: uuid, type: z.string().max(100) }),
  }),
});
export type RankingUpdated = DataOf<typeof rankingUpdated>;
