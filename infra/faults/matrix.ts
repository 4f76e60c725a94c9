import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './stack/local-library.js';

/** Moments at which a service dies by itself when it was started for that, and `any`: from outside, somewhere in its work. */
const moment = z.enum([
  'any',
  'before-begin',
  'before-any-commit',
  'after-any-commit',
  'before-commit',
  'after-commit-before-offset',
  'before-publish',
  'after-publish',
  'before-perform',
  'after-perform-before-result',
]);
export type Moment = z.infer<typeof moment>;

const victim = z.enum(['funding', 'oversight', 'postgres', 'kafka', 'redis', 'treasury-simulator']);
export type Victim = z.infer<typeof victim>;

const kill = z.strictObject({
  kind: z.literal('kill'),
  victim,
  moments: z.array(moment).min(1),
  /** How many of a hundred kills fall on this row. */
  share: z.int().min(1).max(100),
});
export type KillFault = z.infer<typeof kill>;

const fault = z.discriminatedUnion('kind', [kill]);
export type Fault = z.infer<typeof fault>;

const row = z.strictObject({
  /** Number in the fault matrix. */
  row: z.int().min(1).max(18),
  title: z.string().min(1),
  /** Part of every seed of this row. */
  seed: z.int(),
  /** Purchases that are under way while each fault strikes. */
  purchases: z.int().min(0).max(50),
  expected: z.string().min(1),
  faults: z.array(fault).min(1),
});
export type Row = z.infer<typeof row>;

/** A specification that cannot be read; names the file and every field at fault. */
export class WrongSpecification extends Error {}

function parseRow(file: string, text: string): Row {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new WrongSpecification(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = row.safeParse(content);
  if (!parsed.success) throw new WrongSpecification(`${file}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ')}`);
  return parsed.data;
}

/** The rows of the matrix in their order. */
export function readMatrix(folder = join(root, 'infra', 'faults', 'matrix')): Row[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.map((name) => parseRow(`matrix/${name}`, readFileSync(join(folder, name), 'utf8'))).toSorted((a, b) => a.row - b.row);
}
