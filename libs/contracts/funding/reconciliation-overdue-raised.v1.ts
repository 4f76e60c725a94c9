import { z } from 'zod';
import { instant, localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen } from '../vocabulary.js';
import { reconciliationItem } from './shapes.js';

/** A suspended entry or a reconciliation break stays unexplained longer than the profile allows (R116); told once. */
export const reconciliationOverdueRaised = defineFact({
  type: 'funding.reconciliation-overdue-raised.v1',
  classification: 'restricted',
  summary: 'What does not agree with the treasury’s books has waited too long for an explanation.',
  schema: z.object({
    /** The suspended entry or the break. */
    subject: uuid,
    item: reconciliationItem,
    account: z.string().min(1).max(64),
    /** Reference of the entry; of a break the number of the statement, the reference of the entry, or the hash of the file. */
    about: z.string().min(1).max(100),
    /** Of an entry; nobody knows what a break is worth. */
    fen: fen.optional(),
    since: instant,
    /** The last day on which it should have been explained. */
    dueOn: localDate,
    owner: z.literal('finance-officer'),
  }),
});
export type ReconciliationOverdueRaised = DataOf<typeof reconciliationOverdueRaised>;
