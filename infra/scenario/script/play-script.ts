import { readFileSync } from 'node:fs';
import { facts } from '@goufu/contracts';
import { z } from 'zod';
import { purchaseScript, type PurchaseScript } from './purchase-script.js';
import { bilingual, day, who, yuan } from './values.js';

const known = new Set(facts.map(({ context, name }) => `${context}.${name}`));
const factName = z.string().refine((name) => known.has(name), { error: (issue) => `no fact is called ${String(issue.input)}` });

/** Purchases that are played together on one clock, and what is true at the end. */
const playScript = z.strictObject({
  title: bilingual,
  /** The play begins on the next such day of a year, `01-05`, so that all of it lies in one fiscal year. */
  begins: z.string().regex(/^\d{2}-\d{2}$/),
  ends: day,
  /** The ranking of this day is what the last one is compared with. */
  rankingSeenOn: day,
  stagehands: z.strictObject({ operator: who, auditor: who }),
  treasury: z.strictObject({ account: z.string(), name: z.string(), balance: yuan }),
  /** Files of purchases, beside this one. */
  purchases: z.array(z.string()).min(1),
  /** Facts that must have occurred when it ends: all that the main job publishes. */
  mustOccur: z.array(factName),
  /** Those of them that are known not to occur yet; may only shrink, and one that does occur is an error. */
  notYet: z.array(factName),
});
export type PlayScript = Omit<z.output<typeof playScript>, 'purchases'> & { readonly purchases: readonly PurchaseScript[] };

/** Reads a play and its purchases. Throws one error that names the file and every field at fault. */
export function readPlay(file: URL): PlayScript {
  const play = read(file, playScript);
  return { ...play, purchases: play.purchases.map((name) => read(new URL(name, file), purchaseScript)) };
}

function read<Schema extends z.ZodType>(file: URL, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file.pathname}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
