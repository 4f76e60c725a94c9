import { z } from 'zod';
import { instant, localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { basisPoints, fen, org, profileVersion } from '../vocabulary.js';

export const awardAnnounced = defineFact({
  type: 'procurement.award-announced.v1',
  classification: 'public',
  summary: 'The purchaser announced the winner with all scores; objections run until `objectionUntil` (R58, R61, R62).',
  schema: z.object({
    awardId: uuid,
    tenderId: uuid,
    winner: org,
    priceFen: fen,
    /** Best first. `totalBp` is rounded half up for display; `rank` was decided on unrounded totals (R52, R58). */
    scores: z.array(z.object({ bidId: uuid, orgId: uuid, rank: z.int().positive(), totalBp: basisPoints, priceScoreBp: basisPoints })),
    announcedOn: localDate,
    objectionUntil: instant,
    profileVersion,
  }),
});
export type AwardAnnounced = DataOf<typeof awardAnnounced>;
