import { z } from 'zod';
import { personOf } from '../world/people.js';

/** Yuan as people write them, `5,915,000.00`; read as fen on the wire, `591500000`. */
export const yuan = z
  .string()
  .regex(/^\d{1,3}(,\d{3})*\.\d{2}$/, 'yuan with separators and two decimals: 5,915,000.00')
  .transform((text) => text.replace(/[,.]/g, '').replace(/^0+(?=\d)/, ''));

/** Days after the play began. */
export const day = z.int().min(0).max(1_000);

/** Somebody who can sign in. */
export const who = z.string().refine(
  (username) => {
    try {
      return personOf(username) !== undefined;
    } catch {
      return false;
    }
  },
  { error: (issue) => `nobody called ${String(issue.input)} can sign in; see infra/identity-issuer/people.json` },
);

export const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
