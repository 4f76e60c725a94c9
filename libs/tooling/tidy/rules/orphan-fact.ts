import type { Expression, ObjectProperty } from '@babel/types';
import { importsOf } from '../imports.ts';
import { isSpec, nodesOf, type Rule, type Workspace } from '../workspace.ts';

const CONTRACT = /^libs\/contracts\/([a-z]+)\/([a-z0-9-]+)\.v(\d+)\.ts$/;
const CATALOGUE = 'libs/contracts/catalogue.ts';

/**
 * Every fact is recorded by its context and consumed by those whom the catalogue says react (`reactors`: context.fact →
 * services). Without the catalogue nothing is known and nothing is checked.
 */
export const orphanFact: Rule = {
  name: 'orphan-fact',
  *check(workspace) {
    if (!workspace.has(CATALOGUE)) return;
    const reactors = reactorsOf(workspace);
    for (const path of workspace.modules(CONTRACT)) {
      const [, context = '', fact = ''] = CONTRACT.exec(path) ?? [];
      const name = contractIn(workspace, path);
      if (name && !isRecorded(workspace, context, name)) {
        yield { path, line: 1, message: `nothing in services/${context} records ${name}; record it in the slice that makes it true, or drop the fact.` };
      }
      const acting = reactors.get(`${context}.${fact}`);
      if (!acting) yield { path: CATALOGUE, line: 1, message: `reactors does not say who acts on ${context}.${fact}; add it, with [] when nobody does.` };
      for (const service of acting ?? []) {
        const file = `on-${context}-${fact}.consumer.ts`;
        if (!workspace.paths().some((candidate) => candidate.startsWith(`services/${service}/app/`) && candidate.endsWith(`/${file}`))) {
          yield { path: `services/${service}/app/${file}`, line: 1, message: `${service} is said to react to ${context}.${fact} and has no ${file}; add it in the folder of its effect.` };
        }
      }
    }
  },
};

/** The constant that a contract file defines. */
function contractIn(workspace: Workspace, path: string): string | undefined {
  for (const node of nodesOf(workspace, path)) {
    const { init, id } = node.type === 'VariableDeclarator' ? node : {};
    if (id?.type === 'Identifier' && init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'defineFact') return id.name;
  }
  return undefined;
}

/** A service that imports its own fact outside its consumers records it. */
const isRecorded = (workspace: Workspace, context: string, name: string): boolean =>
  workspace
    .modules(new RegExp(`^services/${context}/app/`))
    .some((path) => !isSpec(path) && !path.endsWith('.consumer.ts') && importsOf(workspace, path).some(({ names }) => names.includes(name)));

function reactorsOf(workspace: Workspace): Map<string, string[]> {
  for (const node of nodesOf(workspace, CATALOGUE)) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.id.name !== 'reactors') continue;
    const table = plain(node.init);
    const entries = table?.type === 'ObjectExpression' ? table.properties.filter((property) => property.type === 'ObjectProperty') : [];
    return new Map(entries.map((entry) => [keyOf(entry), textsIn(plain(entry.value))]));
  }
  return new Map();
}

/** An expression without `as const` and `satisfies`. */
const plain = (node: ObjectProperty['value'] | Expression | null | undefined): typeof node =>
  node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression' ? plain(node.expression) : node;

/** `'evaluation.result-published'`, with or without its version. */
const keyOf = ({ key }: ObjectProperty): string => (key.type === 'StringLiteral' ? key.value.replace(/\.v\d+$/, '') : '');

const textsIn = (node: ReturnType<typeof plain>): string[] =>
  node?.type === 'ArrayExpression' ? node.elements.flatMap((element) => (element?.type === 'StringLiteral' ? [element.value] : [])) : [];
