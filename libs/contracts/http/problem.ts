import { z } from 'zod';

/** A text for people, Chinese first. */
const messages = z.object({ zh: z.string(), en: z.string() });

/** RFC 9457 problem as every service answers it, with a stable code and the rule behind a refusal. */
export const problem = z.object({
  /** `urn:goufu:problem:<code>`. */
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  /** Stable: `tranche.already-released`, `request.invalid-body`. */
  code: z.string(),
  messages,
  /** Name of the rule that refused (R52 …). */
  rule: z.string().optional(),
  /** The input field at fault, where there is one. */
  field: z.string().optional(),
  /** Parts of the input that are wrong, each by its JSON pointer: `/body/parts/0/fen`. */
  errors: z.array(messages.extend({ field: z.string() })).optional(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  instance: z.string().optional(),
  traceId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

/** A service said no, in the words that are meant for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.messages.en}`);
  }
}
