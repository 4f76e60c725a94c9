import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fault, WrongSpecification } from '../matrix.js';
import { root } from '../stack/local-library.js';

const edit = z.strictObject({
  /** Built file, from the repository's folder. */
  file: z.string().regex(/\/dist\/.*\.js$/, 'a built file'),
  find: z.string().min(1),
  replace: z.string(),
});

const seededBug = z.strictObject({
  name: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'words with hyphens'),
  what: z.string().min(1),
  edits: z.array(edit).min(1),
  /** What is played to find it. */
  faults: z.array(fault).min(1),
  purchases: z.int().min(0).max(50),
  /** Kills where the faults kill. */
  kills: z.int().min(1).max(20).default(3),
});
export type SeededBug = z.infer<typeof seededBug>;

/** Mistakes that somebody could make; the harness must find each. Throws `WrongSpecification` with the field at fault. */
export function readSeededBugs(): SeededBug[] {
  const parsed = z.array(seededBug).safeParse(JSON.parse(readFileSync(join(root, 'infra', 'faults', 'bugs', 'seeded-bugs.json'), 'utf8')));
  if (parsed.success) return parsed.data;
  throw new WrongSpecification(`bugs/seeded-bugs.json: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
}

/** The code of `file` with the bug in it; unchanged when the bug is elsewhere. Throws when the code no longer has the place. */
export function seeded(bug: SeededBug, file: string, code: string): string {
  return bug.edits
    .filter((each) => file.endsWith(`/${each.file}`))
    .reduce((text, { find, replace }) => {
      if (text.split(find).length !== 2) throw new Error(`seeded bug ${bug.name}: ${file} has no place, or more than one, that reads ${find}`);
      return text.replace(find, () => replace);
    }, code);
}
