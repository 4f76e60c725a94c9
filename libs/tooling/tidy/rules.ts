import { businessTime } from './rules/business-time.ts';
import { deadExport } from './rules/dead-export.ts';
import { adrIndex, oneSlice } from './rules/documents.ts';
import { doubleAssertion } from './rules/double-assertion.ts';
import { everyTestRuns, noSleep } from './rules/specs.ts';
import { importRules } from './rules/import-rules.ts';
import { consumerNames, fileNames } from './rules/names.ts';
import { orphanFact } from './rules/orphan-fact.ts';
import { pureCompilerOptions } from './rules/pure-compiler-options.ts';
import { routesImplemented } from './rules/routes-implemented.ts';
import { ruleNumbers } from './rules/rule-numbers.ts';
import { sqlNow, tableJurisdiction, tableNames } from './rules/tables.ts';
import type { Finding, Rule, Workspace } from './workspace.ts';

/** The rules of the house that no linter knows; docs/style.md says what each is for. */
export const rules: readonly Rule[] = [
  adrIndex,
  businessTime,
  consumerNames,
  deadExport,
  doubleAssertion,
  everyTestRuns,
  fileNames,
  importRules,
  noSleep,
  oneSlice,
  orphanFact,
  pureCompilerOptions,
  routesImplemented,
  ruleNumbers,
  sqlNow,
  tableJurisdiction,
  tableNames,
];

/** What the rules find in a workspace; `off` switches rules off by name. */
export function tidy(workspace: Workspace, off: readonly string[] = []): Finding[] {
  const on = rules.filter(({ name }) => !off.includes(name));
  const findings = on.flatMap((rule) => [...rule.check(workspace)].map((problem) => ({ rule: rule.name, ...problem })));
  return findings.toSorted((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}
