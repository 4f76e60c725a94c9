import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { type DataOf, defineFact } from '../fact-contract.js';
import { basisPoints, code, evaluationKind, grade, profileVersion } from '../vocabulary.js';

/** The appeal window closed or the appeal was decided: this result is final and may move money (R109). */
export const resultPublished = defineFact({
  type: 'evaluation.result-published.v1',
  classification: 'public',
  summary: 'An evaluation result is final: its appeal window closed, or its appeal was decided.',
  schema: z.object({
    resultId: uuid,
    /** Starts at 1; a later revision supersedes an earlier one. */
    revision: z.int().positive(),
    supersedes: uuid.optional(),
    roundId: uuid,
    contractId: uuid,
    agencyOrgId: uuid,
    /** Code of the evaluation in the contract's plan, e.g. `mid-term`. */
    evaluationCode: code,
    kind: evaluationKind,
    /** 1 for the first evaluation; 2 for the re-evaluation after a rectification (R109). */
    attempt: z.int().positive(),
    scoreBp: basisPoints,
    grade,
    /** Codes of veto items that were hit; any of them makes the grade `fail` (R106). */
    vetoes: z.array(code),
    templateId: uuid,
    templateVersion: z.int().positive(),
    profileVersion,
    publishedAt: instant,
    /** Set when the grade calls for a rectification. */
    rectificationDue: instant.optional(),
  }),
});
export type ResultPublished = DataOf<typeof resultPublished>;
