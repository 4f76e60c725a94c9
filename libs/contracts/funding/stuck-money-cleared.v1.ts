import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { moneyStage } from './shapes.js';

/** Money that waited too long moved to another stage. */
export const stuckMoneyCleared = defineFact({
  type: 'funding.stuck-money-cleared.v1',
  classification: 'internal',
  summary: 'An amount that was stuck has moved on.',
  schema: z.object({
    subject: uuid,
    stage: moneyStage,
    contractId: uuid,
    agencyOrgId: uuid,
    trancheId: uuid,
    fen,
  }),
});
export type StuckMoneyCleared = DataOf<typeof stuckMoneyCleared>;
