import type { Node } from '@babel/types';
import { importsOf } from '../imports.ts';
import { camelCase, lineOf, nodesOf, type Rule, type Workspace } from '../workspace.ts';

const CONSUMER_FILE = /^on-([a-z]+)-([a-z0-9-]+)\.consumer\.ts$/;
const CONSUMER_CLASS = /FactConsumer$/;
/** Takes every fact there is: a timeline, an audit trail. */
const EVERY_FACT = 'on-every-fact.consumer.ts';
const FILE_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.(?:ts|tsx|mjs)$/;
/** What specs share is `<noun>-for-spec.ts`: compiled with them, and no part of what runs. */
const SPEC_NAME = /(?:\.(?:spec|int-spec|e2e-spec|browser-spec|component-spec)|-for-spec)\.tsx?$/;

/** `git ls-files '*on-evaluation-result-published*'` answers who reacts to a fact, because consumers are named so. */
export const consumerNames: Rule = {
  name: 'consumer-names',
  *check(workspace) {
    for (const path of workspace.modules(/^services\/[^/]+\/app\//)) {
      if (path.endsWith(`/${EVERY_FACT}`)) continue;
      const name = CONSUMER_FILE.exec(path.slice(path.lastIndexOf('/') + 1));
      const consumer = nodesOf(workspace, path).find(isConsumer);
      if (!name) {
        const looksLikeOne = consumer ?? path.endsWith('.consumer.ts');
        if (looksLikeOne) yield { path, line: consumer ? lineOf(consumer) : 1, message: 'a consumer lives in on-<context>-<fact>.consumer.ts, in the folder of its effect; rename the file.' };
        continue;
      }
      const [, context = '', fact = ''] = name;
      if (!hasContract(workspace, context, fact)) yield { path, line: 1, message: `libs/contracts/${context} has no fact ${fact}; name the file after the fact it reacts to.` };
      else if (!imports(workspace, path, camelCase(fact))) yield { path, line: 1, message: `this file does not import the contract ${camelCase(fact)} after which it is named.` };
    }
  },
};

const isConsumer = (node: Node): boolean =>
  node.type === 'ClassDeclaration' && !node.abstract && node.superClass?.type === 'Identifier' && CONSUMER_CLASS.test(node.superClass.name);

const hasContract = (workspace: Workspace, context: string, fact: string): boolean =>
  workspace.paths().some((path) => path.startsWith(`libs/contracts/${context}/${fact}.v`));

const imports = (workspace: Workspace, path: string, name: string): boolean => importsOf(workspace, path).some(({ names }) => names.includes(name));

/** One spelling: files in kebab-case, and specs that say what they need to run. */
export const fileNames: Rule = {
  name: 'file-names',
  *check(workspace) {
    for (const path of workspace.modules(/^(?:libs|services|infra)\//)) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (!FILE_NAME.test(name)) yield { path, line: 1, message: `${name} is not in kebab-case; rename it.` };
      else if (/spec\.tsx?$/.test(name) && !SPEC_NAME.test(name)) {
        yield { path, line: 1, message: `${name}: specs end in .spec (pure), .int-spec (real servers), .e2e-spec (whole flow) or .browser-spec (Chromium).` };
      }
    }
  },
};
