import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, rule } from '../vocabulary.js';
import { waiting } from './shapes.js';

/** Money is held back for a reason that can still pass; never silently. */
export const trancheWithheld = defineFact({
  type: 'funding.tranche-withheld.v1',
  classification: 'internal',
  summary: 'A tranche is held back: an evaluation or an appeal speaks against it, and this says what would turn it (R109).',
  schema: z.object({
    trancheId: uuid,
    trancheNo: z.int().positive(),
    /** Counts what was decided about this tranche; a later revision replaces an earlier one. */
    revision: z.int().positive(),
    contractId: uuid,
    agencyOrgId: uuid,
    fen,
    /** True when the tranche had been released before, and is no longer owed. */
    takenBack: z.boolean(),
    rules: z.array(rule),
    waitingFor: z.array(waiting).min(1),
  }),
});
export type TrancheWithheld = DataOf<typeof trancheWithheld>;
