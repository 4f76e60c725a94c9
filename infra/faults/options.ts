import { parseArgs } from 'node:util';
import { z } from 'zod';

const whole = z.string().regex(/^\d{1,9}$/, 'a whole number').transform(Number);
const options = z.object({
  /** Kills in all, spread over the rows that kill. */
  kills: whole.default(100),
  seed: whole.optional(),
  /** Only these rows of the matrix. */
  rows: z
    .string()
    .regex(/^\d{1,2}(,\d{1,2})*$/, 'numbers with commas between')
    .transform((text) => text.split(',').map(Number))
    .optional(),
  /** Only the rows that kill. */
  'only-kills': z.boolean().default(false),
  'seeded-bugs': z.boolean().default(false),
  bug: z.string().optional(),
});
export type Options = z.infer<typeof options>;

export class WrongOption extends Error {}

const USAGE = 'npm run test:faults -- [--kills N] [--seed N] [--rows 1,2] [--only-kills] [--seeded-bugs [--bug name]]';

/** Reads the command line; throws `WrongOption` with one sentence. */
export function readOptions(args: readonly string[]): Options {
  const string = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { kills: string, seed: string, rows: string, bug: string, 'only-kills': flag, 'seeded-bugs': flag } });
    const parsed = options.safeParse(values);
    if (parsed.success) return parsed.data;
    throw new WrongOption(parsed.error.issues.map(({ path, message }) => `--${path.join('.')} must be ${message}`).join('; '));
  } catch (error) {
    throw new WrongOption(`${error instanceof Error ? error.message : String(error)}. ${USAGE}`);
  }
}
