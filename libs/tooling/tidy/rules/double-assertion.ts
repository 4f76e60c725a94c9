import { lineOf, nodesOf, type Rule } from '../workspace.ts';

/** `as unknown as X` says that a value is something else than the compiler knows. */
export const doubleAssertion: Rule = {
  name: 'double-assertion',
  *check(workspace) {
    for (const path of workspace.modules(/^(?:libs|services|infra)\/.+\.tsx?$/)) {
      for (const node of nodesOf(workspace, path)) {
        if (node.type !== 'TSAsExpression' || node.expression.type !== 'TSAsExpression') continue;
        const through = node.expression.typeAnnotation.type;
        if (through === 'TSUnknownKeyword' || through === 'TSNeverKeyword' || through === 'TSAnyKeyword') {
          yield { path, line: lineOf(node), message: 'a double assertion hides a wrong type; parse the value with zod, or correct the type where it begins.' };
        }
      }
    }
  },
};
