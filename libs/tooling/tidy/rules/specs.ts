import { isSpec, lineOf, nodesOf, type Rule } from '../workspace.ts';

const TESTS = new Set(['it', 'test', 'describe']);
const LEFT_OUT = new Set(['skip', 'todo', 'only', 'failing']);
const ALIASES = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);
const SLEEPS = new Set(['setTimeout', 'sleep', 'delay']);

/** No test is skipped, singled out or promised, also not by a condition. */
export const everyTestRuns: Rule = {
  name: 'every-test-runs',
  *check(workspace) {
    for (const path of workspace.modules(/spec\.tsx?$/)) {
      for (const node of nodesOf(workspace, path)) {
        const alias = node.type === 'Identifier' && ALIASES.has(node.name) ? node.name : undefined;
        const member =
          node.type === 'MemberExpression' && node.object.type === 'Identifier' && TESTS.has(node.object.name) && node.property.type === 'Identifier' && LEFT_OUT.has(node.property.name)
            ? `${node.object.name}.${node.property.name}`
            : undefined;
        const found = alias ?? member;
        if (found) yield { path, line: lineOf(node), message: `${found} leaves tests out of the run; write the test, or delete it.` };
      }
    }
  },
};

/** A spec that waits for a length of time is slow when it is right and wrong when the machine is slow. */
export const noSleep: Rule = {
  name: 'no-sleep-in-specs',
  *check(workspace) {
    for (const path of workspace.modules()) {
      if (!isSpec(path)) continue;
      for (const node of nodesOf(workspace, path)) {
        const called = node.type === 'CallExpression' && node.callee.type === 'Identifier' && SLEEPS.has(node.callee.name);
        const imported = node.type === 'ImportDeclaration' && /^(?:node:)?timers\/promises$/.test(node.source.value);
        if (called || imported) yield { path, line: lineOf(node), message: 'a spec may not sleep; wait with `eventually(what, probe)` of @goufu/testing, which says what it saw last.' };
      }
    }
  },
};
