import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { text } from '../vocabulary.js';
import { breakKind } from './shapes.js';

/** A balance, a statement or a file that does not fit; it has an owner until somebody has found out why. */
export const reconciliationBreakRaised = defineFact({
  type: 'funding.reconciliation-break-raised.v1',
  classification: 'restricted',
  summary: 'The treasury’s books and the ledger do not agree at one place, and a person looks into it.',
  schema: z.object({
    breakId: uuid,
    kind: breakKind,
    /** Number of the statement, reference of the entry, or hash of the file. */
    about: z.string().min(1).max(100),
    expected: text,
    found: text,
    owner: z.literal('finance-officer'),
  }),
});
export type ReconciliationBreakRaised = DataOf<typeof reconciliationBreakRaised>;
