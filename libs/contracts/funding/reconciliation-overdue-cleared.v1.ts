import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { reconciliationItem } from './shapes.js';

/** What had waited too long is explained, or belongs to its payment. */
export const reconciliationOverdueCleared = defineFact({
  type: 'funding.reconciliation-overdue-cleared.v1',
  classification: 'restricted',
  summary: 'A suspended entry or a reconciliation break that had waited too long is settled.',
  schema: z.object({
    subject: uuid,
    item: reconciliationItem,
    account: z.string().min(1).max(64),
    about: z.string().min(1).max(100),
    owner: z.literal('finance-officer'),
  }),
});
export type ReconciliationOverdueCleared = DataOf<typeof reconciliationOverdueCleared>;
