import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';

export const challengeFiled = defineFact({
  type: 'procurement.challenge-filed.v1',
  classification: 'internal',
  summary: 'A supplier challenges documents, process or result; where `holds` is set, nothing is signed or paid meanwhile (R73, R76).',
  schema: z.object({
    challengeId: uuid,
    tenderId: uuid,
    challengerOrgId: uuid,
    stage: z.enum(['documents', 'process', 'result', 'complaint']),
    filedAt: instant,
    /** Reply is due (R74). */
    replyUntil: instant,
    /** Whether nothing may be signed or paid meanwhile (R76). */
    holds: z.boolean(),
  }),
});
export type ChallengeFiled = DataOf<typeof challengeFiled>;
