import { join } from 'node:path';
import { oxlint } from './oxlint.ts';
import { ratchet, type Known } from './tidy/ratchet.ts';
import { rules, tidy } from './tidy/rules.ts';
import { Workspace } from './tidy/workspace.ts';
import known from './ratchet.json' with { type: 'json' };

const FOLDERS = ['libs', 'services', 'infra'];

/** `npm run lint [folder…]`: all findings as `file:line rule — what mends it`; answers how many there are. */
export function lint(only: readonly string[]): number {
  const root = join(import.meta.dirname, '../..');
  const findings = [...oxlint(root, FOLDERS), ...ratchet(tidy(Workspace.read(root)), known satisfies readonly Known[])];
  const shown = findings.filter(({ path }) => only.length === 0 || only.some((folder) => path.startsWith(folder)));
  for (const { path, line, rule, message } of shown) console.log(`${path}:${line} ${rule} — ${message.replaceAll(/\s+/g, ' ')}`);
  console.log(shown.length === 0 ? `lint: clean (oxlint and ${rules.length} rules of the house)` : `lint: ${shown.length} to mend`);
  return shown.length;
}
