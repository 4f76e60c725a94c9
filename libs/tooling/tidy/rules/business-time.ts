import type { Node } from '@babel/types';
import { isSpec, lineOf, nodesOf, type Rule } from '../workspace.ts';

/** Where only business time and reproducible draws exist. */
const PURE = /^(?:libs\/(?:kernel|contracts|jurisdiction)\/|services\/[^/]+\/(?:domain|app)\/)/;
const IMPURE: Readonly<Record<string, readonly string[]>> = { Date: ['now'], Math: ['random'], performance: ['now', 'timeOrigin'] };
/** Applications may measure how long something took and draw ids, which the domain may not. */
const APP = /^services\/[^/]+\/app\//;

/** Business time comes from the Clock and draws from a committed seed: no `Date.now`, `new Date()`, `Math.random`. */
export const businessTime: Rule = {
  name: 'business-time',
  *check(workspace) {
    for (const path of workspace.modules(PURE)) {
      if (isSpec(path) || path.includes('/bin/')) continue;
      for (const node of nodesOf(workspace, path)) {
        const culprit = impurity(node);
        if (!culprit || (APP.test(path) && culprit.startsWith('performance'))) continue;
        yield { path, line: lineOf(node), message: `${culprit} is not business time and not reproducible; take the moment from the Clock (Tx.now) and draws from the caller.` };
      }
    }
  },
};

function impurity(node: Node): string | undefined {
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) return 'new Date()';
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date') return 'Date()';
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const property = node.property.type === 'Identifier' ? node.property.name : node.property.type === 'StringLiteral' ? node.property.value : '';
    return IMPURE[node.object.name]?.includes(property) ? `${node.object.name}.${property}` : undefined;
  }
  if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init?.type === 'Identifier' && node.init.name in IMPURE) {
    return `taking ${node.init.name} apart`;
  }
  return undefined;
}
