import { z } from 'zod';
import { uuid } from '../envelope.js';
import { basisPoints, code, EVALUATION_KINDS, grade, openEnum, profileVersion, revision } from '../vocabulary.js';

/** Which evaluation of which contract. */
export const roundRef = z.object({
  roundId: uuid,
  contractId: uuid,
  agencyOrgId: uuid,
  /** Code of the evaluation in the contract's plan, e.g. `mid-term`. */
  evaluationCode: code,
  kind: openEnum(...EVALUATION_KINDS),
  /** 1 for the first evaluation; 2 for the re-evaluation after a rectification (R109). */
  attempt: z.int().positive(),
});

/** What a panel's signatures added up to. */
export const resultContent = z.object({
  resultId: uuid,
  /** Starts at 1; a later revision supersedes an earlier one. */
  revision,
  supersedes: uuid.optional(),
  ...roundRef.shape,
  scoreBp: basisPoints,
  grade,
  /** Codes of veto items that were hit; any of them makes the grade `fail` (R106). */
  vetoes: z.array(code),
  templateId: uuid,
  templateVersion: z.int().positive(),
  profileVersion,
});
