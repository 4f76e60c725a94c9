import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, text } from '../vocabulary.js';
import { entryRef } from './shapes.js';

/** A person found out what a suspended entry was. */
export const entryCleared = defineFact({
  type: 'funding.entry-cleared.v1',
  classification: 'restricted',
  summary: 'A suspended statement entry was explained by a person.',
  schema: z.object({
    suspenseId: uuid,
    entryRef,
    fen,
    owner: z.literal('finance-officer'),
    explanation: text,
  }),
});
export type EntryCleared = DataOf<typeof entryCleared>;
