import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from './tidy/workspace.ts';

interface Diagnostic {
  readonly message: string;
  /** `import(no-cycle)`. */
  readonly code?: string;
  readonly help?: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

/** What oxlint finds below `folders` of `root`, by the .oxlintrc.json of `root`; `off` switches rules off by name. */
export function oxlint(root: string, folders: readonly string[], off: readonly string[] = []): Finding[] {
  const args = ['--format', 'json', ...off.flatMap((rule) => ['--allow', rule]), ...folders];
  const run = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!run.stdout.trimStart().startsWith('{')) throw new Error(`oxlint did not run: ${run.stdout}${run.stderr}`);
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: readonly Diagnostic[] };
  return diagnostics.map(({ code = 'syntax', message, help, filename, labels }) => ({
    rule: ruleName(code),
    path: filename,
    line: labels[0]?.span.line ?? 1,
    message: help ? `${message} ${help}` : message,
  }));
}

/** `import(no-cycle)` → `import/no-cycle`; rules of ESLint itself carry no plugin. */
const ruleName = (code: string): string => code.replace(/^(.+)\((.+)\)$/, (_, plugin: string, rule: string) => (plugin === 'eslint' ? rule : `${plugin}/${rule}`));
