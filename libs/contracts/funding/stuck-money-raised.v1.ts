import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { code, fen } from '../vocabulary.js';
import { moneyOwner, moneyStage, waiting } from './shapes.js';

/** Money has waited at one stage longer than the profile allows (R119). */
export const stuckMoneyRaised = defineFact({
  type: 'funding.stuck-money-raised.v1',
  classification: 'internal',
  summary: 'An amount waits longer than it should, and this says on whom.',
  schema: z.object({
    subject: uuid,
    stage: moneyStage,
    contractId: uuid,
    agencyOrgId: uuid,
    trancheId: uuid,
    fen,
    since: instant,
    waitingFor: z.array(waiting),
    owner: moneyOwner,
    nextActions: z.array(code),
  }),
});
export type StuckMoneyRaised = DataOf<typeof stuckMoneyRaised>;
