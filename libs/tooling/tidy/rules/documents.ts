import type { Problem, Rule } from '../workspace.ts';

const SLICE = 'docs/one-slice.md';
const ADR = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/;
const INDEX = 'docs/adr/README.md';

/**
 * docs/one-slice.md shows code as it is. A block names its file behind the language (```ts services/…/x.ts); a line that
 * holds only `…` stands for what is left out.
 */
export const oneSlice: Rule = {
  name: 'one-slice',
  *check(workspace) {
    for (const { line, path, body } of blocksOf(workspace.text(SLICE) ?? '')) {
      if (!path) {
        yield { path: SLICE, line, message: 'this excerpt names no file; write its path behind the language.' };
        continue;
      }
      const code = workspace.text(path);
      if (code === undefined) yield { path: SLICE, line, message: `${path} does not exist; name the file that the excerpt comes from.` };
      else {
        const missing = firstMissing(body, squeeze(code.split('\n')));
        if (missing) yield { path: SLICE, line, message: `${path} no longer says "${missing}"; copy the excerpt again.` };
      }
    }
  },
};

function blocksOf(markdown: string): { line: number; path: string | undefined; body: string[] }[] {
  const blocks: { line: number; path: string | undefined; body: string[] }[] = [];
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const opening = /^```(?:ts|tsx|sql|json)(?: +(\S+))?$/.exec(lines[i] ?? '');
    if (!opening) continue;
    const end = lines.indexOf('```', i + 1);
    blocks.push({ line: i + 1, path: opening[1], body: lines.slice(i + 1, end) });
    i = end === -1 ? lines.length : end;
  }
  return blocks;
}

const squeeze = (lines: readonly string[]): string[] => lines.map((line) => line.trim()).filter((line) => line !== '');

/** The first line of an excerpt that does not follow the one before it in the code; after `…` any later line may. */
function firstMissing(excerpt: readonly string[], code: readonly string[]): string | undefined {
  let at = 0;
  let gap = true;
  for (const line of squeeze(excerpt)) {
    if (/^(?:\/\/ |-- )?…$/.test(line)) {
      gap = true;
      continue;
    }
    const next = gap ? code.indexOf(line, at) : code[at] === line ? at : -1;
    if (next === -1) return line;
    at = next + 1;
    gap = false;
  }
  return undefined;
}

/** docs/adr/README.md lists every decision; numbers are used once. */
export const adrIndex: Rule = {
  name: 'adr-index',
  *check(workspace) {
    const records = workspace.paths(ADR);
    const index = workspace.text(INDEX);
    if (records.length > 0 && index === undefined) yield { path: INDEX, line: 1, message: 'the index of decisions is missing; list every record with one sentence.' };
    const numbers = new Map<string, string>();
    for (const path of records) {
      const problem = recordProblem(path, index ?? '', numbers);
      if (problem) yield { path, line: 1, message: problem };
    }
    for (const [, link = ''] of (index ?? '').matchAll(/\]\((\d{4}-[a-z0-9-]+\.md)\)/g)) {
      if (!workspace.has(`docs/adr/${link}`)) yield { path: INDEX, line: 1, message: `${link} does not exist; correct the link.` };
    }
  },
};

function recordProblem(path: string, index: string, numbers: Map<string, string>): Problem['message'] | undefined {
  const number = ADR.exec(path)?.[1] ?? '';
  const other = numbers.get(number);
  numbers.set(number, path);
  if (other) return `${number} is also ${other}; give it the next free number.`;
  return index.includes(`(${path.slice('docs/adr/'.length)})`) || index === '' ? undefined : `${INDEX} does not link this decision; add it.`;
}
