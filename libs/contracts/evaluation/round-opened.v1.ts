import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { roundRef } from './round.js';

export const roundOpened = defineFact({
  type: 'evaluation.round-opened.v1',
  classification: 'internal',
  summary: 'A panel evaluates the service; each member declares interests and scores alone until `due` (R54, R110).',
  schema: z.object({
    ...roundRef.shape,
    templateId: uuid,
    templateVersion: z.int().positive(),
    panelSize: z.int().positive(),
    due: instant,
  }),
});
export type RoundOpened = DataOf<typeof roundOpened>;
