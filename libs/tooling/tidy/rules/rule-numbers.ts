import type { Rule, Workspace } from '../workspace.ts';

const SOURCE = 'libs/contracts/rules.ts';
/** Generated from it. */
const LIST = 'docs/rules.md';
const ROW = /^\| (R\d{1,3}) \|/;
const CITED = /\bR\d{1,3}\b/g;

/** Whoever reads `R123` in the code, in a refusal or on a page finds in docs/rules.md what it says and where it comes from. */
export const ruleNumbers: Rule = {
  name: 'rule-numbers',
  *check(workspace) {
    const rows = rowsIn(workspace.text(LIST) ?? '');
    const cited = new Set<string>();
    for (const { path, line, number } of citationsIn(workspace)) {
      if (!rows.has(number) && !cited.has(number)) yield { path, line, message: `${SOURCE} has no rule ${number}; add it with where it comes from and run \`npm run docs:generate\`, or correct the number.` };
      cited.add(number);
    }
    for (const [number, line] of rows) {
      if (!cited.has(number)) yield { path: LIST, line, message: `nothing cites ${number}; delete it from ${SOURCE}.` };
    }
  },
};

/** The rules that are listed, each with its line. */
function rowsIn(list: string): Map<string, number> {
  const rows = new Map<string, number>();
  for (const [i, line] of list.split('\n').entries()) {
    const number = ROW.exec(line)?.[1];
    if (number) rows.set(number, i + 1);
  }
  return rows;
}

function* citationsIn(workspace: Workspace): Iterable<{ path: string; line: number; number: string }> {
  for (const path of workspace.paths()) {
    if (path === LIST || path === SOURCE) continue;
    for (const [i, line] of (workspace.text(path) ?? '').split('\n').entries()) {
      for (const [number] of line.matchAll(CITED)) yield { path, line: i + 1, number };
    }
  }
}
