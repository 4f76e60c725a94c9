import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { profileVersion, sha256, title } from '../vocabulary.js';
import { rankingScope, standing } from './ranking.js';

export const rankingPublished = defineFact({
  type: 'oversight.ranking-published.v1',
  classification: 'public',
  summary: 'The final ranking of a field for a period; anybody can compute it again from the facts behind the digest.',
  schema: z.object({
    rankingId: uuid,
    scope: rankingScope,
    /** SHA-256 over the ids of the facts that count, in order. */
    factsDigest: sha256,
    /** Best first, unrated agencies last. */
    rows: z.array(z.object({ agencyOrgId: uuid, nameZh: title, ...standing.shape })),
    profileVersion,
  }),
});
export type RankingPublished = DataOf<typeof rankingPublished>;
