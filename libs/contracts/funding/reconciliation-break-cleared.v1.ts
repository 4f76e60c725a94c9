import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { text } from '../vocabulary.js';
import { breakKind } from './shapes.js';

/** What did not agree agrees, or a person has said why it did not. */
export const reconciliationBreakCleared = defineFact({
  type: 'funding.reconciliation-break-cleared.v1',
  classification: 'restricted',
  summary: 'A difference between the treasury’s books and the ledger was found out.',
  schema: z.object({
    breakId: uuid,
    kind: breakKind,
    about: z.string().min(1).max(100),
    owner: z.literal('finance-officer'),
    explanation: text,
  }),
});
export type ReconciliationBreakCleared = DataOf<typeof reconciliationBreakCleared>;
