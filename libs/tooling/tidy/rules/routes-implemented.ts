import type { Decorator } from '@babel/types';
import { lineOf, nodesOf, type Rule, type Workspace } from '../workspace.ts';

/** `http/evaluation.ts`, `http/evaluation-templates.ts`: the context comes first. */
const CONTRACTS = /^libs\/contracts\/http\/([a-z]+)(?:[-/].+)?\.ts$/;
const BARE = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Head', 'Options']);

interface Use {
  readonly path: string;
  readonly line: number;
}

/** Every route contract is implemented once, by its service; no route exists without a contract that says who may call it. */
export const routesImplemented: Rule = {
  name: 'routes-implemented',
  *check(workspace) {
    const implementations = new Map<string, Use[]>();
    for (const path of workspace.modules(/^(?:services\/[^/]+\/app|libs\/service)\//)) {
      for (const node of nodesOf(workspace, path)) {
        if (node.type !== 'Decorator') continue;
        const { name, argument } = decorated(node);
        const use = { path, line: lineOf(node) };
        if (name === 'Implements' && argument) implementations.set(argument, [...(implementations.get(argument) ?? []), use]);
        if (BARE.has(name) && path.startsWith('services/')) {
          yield { ...use, message: `@${name} has no contract; define the route in libs/contracts/http and use @Implements(route), which says who may call it.` };
        }
      }
    }
    for (const { name, service, path, line } of routesOf(workspace)) {
      const uses = implementations.get(name) ?? [];
      if (uses.length === 0) yield { path, line, message: `no controller has @Implements(${name}); implement it in ${homeOf(workspace, service)}, or drop the contract.` };
      for (const again of uses.slice(1)) yield { ...again, message: `${name} is implemented a second time; one route has one controller.` };
      const stranger = uses.find((use) => use.path.startsWith('services/') && !use.path.startsWith(`services/${service}/`));
      if (stranger) yield { ...stranger, message: `${name} belongs to services/${service}, by the name of its contract file.` };
    }
  },
};

/** Routes that every service has (http/operations.ts) are at home in libs/service. */
const homeOf = (workspace: Workspace, service: string): string => (workspace.has(`services/${service}/package.json`) ? `services/${service}` : 'libs/service');

function decorated(node: Decorator): { name: string; argument?: string } {
  if (node.expression.type !== 'CallExpression' || node.expression.callee.type !== 'Identifier') return { name: '' };
  const [argument] = node.expression.arguments;
  return { name: node.expression.callee.name, ...(argument?.type === 'Identifier' ? { argument: argument.name } : {}) };
}

function routesOf(workspace: Workspace): (Use & { name: string; service: string })[] {
  return workspace.modules(CONTRACTS).flatMap((path) => {
    const service = CONTRACTS.exec(path)?.[1] ?? '';
    return nodesOf(workspace, path).flatMap((node) => {
      if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return [];
      const { init } = node;
      const isRoute = init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'defineRoute';
      return isRoute ? [{ name: node.id.name, service, path, line: lineOf(node) }] : [];
    });
  });
}
