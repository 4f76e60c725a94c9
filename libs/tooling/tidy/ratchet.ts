import type { Finding } from './workspace.ts';

/** Findings that are known and wait to be mended: of one rule, in one file or folder. The list only shrinks. */
export interface Known {
  readonly rule: string;
  /** A file, or a folder that ends in `/`. */
  readonly path: string;
  readonly reason: string;
}

/** Takes known findings away, and reports entries that nothing needs any more. */
export function ratchet(findings: readonly Finding[], known: readonly Known[]): Finding[] {
  const covers = (entry: Known, finding: Finding): boolean =>
    entry.rule === finding.rule && (entry.path.endsWith('/') ? finding.path.startsWith(entry.path) : finding.path === entry.path);
  const left = findings.filter((finding) => !known.some((entry) => covers(entry, finding)));
  const stale = known.filter((entry) => !findings.some((finding) => covers(entry, finding)));
  const told = stale.map((entry) => ({
    rule: 'ratchet',
    path: 'libs/tooling/ratchet.json',
    line: 1,
    message: `nothing breaks ${entry.rule} in ${entry.path} any more; delete the entry.`,
  }));
  return [...left, ...told];
}
