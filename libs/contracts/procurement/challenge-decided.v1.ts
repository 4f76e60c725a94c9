import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';

export const challengeDecided = defineFact({
  type: 'procurement.challenge-decided.v1',
  classification: 'internal',
  summary: 'A challenge is answered; what it held may go on, unless it was upheld (R74, R76).',
  schema: z.object({
    challengeId: uuid,
    tenderId: uuid,
    outcome: z.enum(['upheld', 'dismissed', 'withdrawn']),
    decidedAt: instant,
  }),
});
export type ChallengeDecided = DataOf<typeof challengeDecided>;
