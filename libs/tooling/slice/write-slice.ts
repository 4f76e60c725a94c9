import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { consumer, reaction, reactionSpec } from './consumer-templates.ts';
import { controller, handler, routeContract, routeSpec } from './route-templates.ts';
import type { Slice } from './slice.ts';

/** What was written, and what a person still has to do. */
export interface Written {
  readonly files: readonly string[];
  readonly next: readonly string[];
}

/** Writes a new slice below `root`; throws a sentence when it would overwrite something or the service does not exist. */
export function writeSlice(root: string, slice: Slice): Written {
  const { service, verbNoun, pascal, camel, consumes } = slice;
  const home = `services/${service}/app/${verbNoun}`;
  if (!existsSync(join(root, `services/${service}/app/${service}.service.ts`))) throw new Error(`there is no services/${service} that keeps data`);
  if (existsSync(join(root, home))) throw new Error(`${home} exists already`);
  if (consumes && !existsSync(join(root, `libs/contracts/${consumes.context}/${consumes.fact}.v1.ts`))) {
    throw new Error(`there is no fact ${consumes.context}.${consumes.fact} in libs/contracts`);
  }
  const files = consumes
    ? {
        [`${home}/${consumes.file}.ts`]: consumer(slice, consumes),
        [`${home}/${verbNoun}.handler.ts`]: reaction(slice, consumes),
        [`${home}/${verbNoun}.int-spec.ts`]: reactionSpec(slice, consumes),
      }
    : {
        [`${home}/${verbNoun}.controller.ts`]: controller(slice),
        [`${home}/${verbNoun}.handler.ts`]: handler(slice),
        [`${home}/${verbNoun}.int-spec.ts`]: routeSpec(slice),
        ...contractFiles(root, slice),
      };
  const others = consumes ? globSync(`services/${service}/app/*/${consumes.file}.ts`, { cwd: root }) : [];
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const module = `services/${service}/app/${service}.module.ts`;
  const next = consumes
    ? [
        `${module}: providers: ${consumes.consumer}, ${pascal}Handler`,
        ...others.map((other) => `${other} reacts already, and a consumer group has one consumer of a fact: set \`projection\` in the new one, or delete it and call ${pascal}Handler from there`),
      ]
    : [`${module}: controllers: ${pascal}Controller; providers: ${pascal}Handler`, `services/${service}/app/${service}.service.ts: routes: ${camel}`];
  return { files: Object.keys(files), next: [...next, `domain/${slice.noun}/: the rule, with given/when/then specs; then load, decide and write in the handler`] };
}

/** The contract file of the service with the new route in it, and the index that exports it. */
function contractFiles(root: string, slice: Slice): Record<string, string> {
  const path = `libs/contracts/http/${slice.service}.ts`;
  const index = 'libs/contracts/index.ts';
  const line = `export * from './http/${slice.service}.js';`;
  const contracts = textOf(root, path);
  if (contracts.includes(`export const ${slice.camel} `)) throw new Error(`${path} has a route ${slice.camel} already`);
  const exported = textOf(root, index);
  return {
    [path]: withImports(contracts) + routeContract(slice),
    ...(exported.includes(line) ? {} : { [index]: `${exported}${line}\n` }),
  };
}

const textOf = (root: string, path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

const IMPORTS: Readonly<Record<string, string>> = { z: 'zod', defineRoute: '../define-route.js', uuid: '../envelope.js' };

/** Adds the imports that a route needs and the file does not have yet. */
function withImports(text: string): string {
  const missing = Object.entries(IMPORTS).filter(([name]) => !new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\}`).test(text));
  return missing.map(([name, from]) => `import { ${name} } from '${from}';\n`).join('') + text;
}
