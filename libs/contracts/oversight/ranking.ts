import { z } from 'zod';
import { basisPoints, code } from '../vocabulary.js';

/** One table of agencies. */
export const rankingScope = z.object({
  jurisdiction: z.string().regex(/^\d{2,12}$/),
  /** Year or quarter of the evaluations that count, as the profile says: `2026`, `2026-Q3`. */
  period: z.string().regex(/^\d{4}(-Q[1-4])?$/),
  category: code,
});

/** Where an agency stands; without `position` and `scoreBp` it is unrated, which is a state of its own. */
export const standing = z.object({
  position: z.int().positive().optional(),
  /** Shrunk toward the profile’s mean. */
  scoreBp: basisPoints.optional(),
  /** Evaluations that count. */
  n: z.int().nonnegative(),
});
