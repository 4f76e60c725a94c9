import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { code, evaluationKind } from '../vocabulary.js';

/** A panel was composed and may declare its interests and score (R110). */
export const roundOpened = defineFact({
  type: 'evaluation.round-opened.v1',
  classification: 'internal',
  summary: 'An evaluation round is open: its panel declares interests and scores.',
  schema: z.object({
    roundId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    evaluationCode: code,
    kind: evaluationKind,
    /** 2 for the re-evaluation after a rectification (R109). */
    attempt: z.int().positive(),
    /** Grows when an upheld appeal or a correction has the panel score again. */
    revision: z.int().positive(),
    templateId: uuid,
    templateVersion: z.int().positive(),
    openedAt: instant,
    due: instant,
  }),
});
export type RoundOpened = DataOf<typeof roundOpened>;
