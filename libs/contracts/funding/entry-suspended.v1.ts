import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { entryRef } from './shapes.js';

/** Money moved that no instruction explains, or not as instructed; it has an owner until it is cleared. */
export const entrySuspended = defineFact({
  type: 'funding.entry-suspended.v1',
  classification: 'restricted',
  summary: 'A statement entry matches no instruction and waits for a person.',
  schema: z.object({
    suspenseId: uuid,
    entryRef,
    bookedOn: localDate,
    fen,
    direction: z.enum(['debit', 'credit']),
    reason: z.enum(['unknown-payment', 'amount-differs', 'payee-differs', 'not-expected']),
    owner: z.literal('finance-officer'),
    attemptId: uuid.optional(),
  }),
});
export type EntrySuspended = DataOf<typeof entrySuspended>;
