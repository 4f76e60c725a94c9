import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cause, consumer, reaction, reactionSpec } from './consumer-templates.ts';
import { withEntry, withReactor, withRoute } from './register.ts';
import { controller, handler, routeContract, routeSpec } from './route-templates.ts';
import type { Consumed, Slice } from './slice.ts';

/** What was written, what now knows of it, and what a person still has to do. */
export interface Written {
  readonly files: readonly string[];
  readonly registered: readonly string[];
  readonly next: readonly string[];
}

/** Texts by path: new ones, and those of files that are there. */
interface Plan {
  readonly files: Readonly<Record<string, string>>;
  readonly edits: Readonly<Record<string, string>>;
  readonly next: readonly string[];
}

/** Writes a new slice below `root` and registers it; throws a sentence when it would overwrite something or the service does not exist. */
export function writeSlice(root: string, slice: Slice): Written {
  const { service, consumes } = slice;
  if (!existsSync(join(root, `services/${service}/app/${service}.service.ts`))) throw new Error(`there is no services/${service} that keeps data`);
  const { files, edits, next } = consumes ? planReaction(root, slice, consumes) : planRoute(root, slice);
  const changed = Object.entries(edits).filter(([path, text]) => text !== textOf(root, path));
  for (const [path, text] of [...Object.entries(files), ...changed]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { files: Object.keys(files), registered: changed.map(([path]) => path), next };
}

const homeOf = ({ service, verbNoun }: Slice): string => `services/${service}/app/${verbNoun}`;
const ruleOf = ({ service, noun }: Slice): string => `services/${service}/domain/${noun}/: the rule, with given/when/then specs; then load, decide and write in the handler`;

function planRoute(root: string, slice: Slice): Plan {
  const { service, verbNoun, pascal, camel } = slice;
  const home = homeOf(slice);
  if (existsSync(join(root, home))) throw new Error(`${home} exists already`);
  const module = inModule(root, slice, [
    ['controllers', `${pascal}Controller`, `./${verbNoun}/${verbNoun}.controller.js`],
    ['handlers', `${pascal}Handler`, `./${verbNoun}/${verbNoun}.handler.js`],
  ]);
  return {
    files: { [`${home}/${verbNoun}.controller.ts`]: controller(slice), [`${home}/${verbNoun}.handler.ts`]: handler(slice), [`${home}/${verbNoun}.int-spec.ts`]: routeSpec(slice) },
    edits: { ...contractEdits(root, slice), ...module.edits },
    next: [...module.next, `libs/contracts/http/${service}.ts: what ${camel} takes and answers, and who may call it`, ruleOf(slice)],
  };
}

function planReaction(root: string, slice: Slice, consumes: Consumed): Plan {
  const { service, verbNoun, pascal } = slice;
  const { context, fact } = consumes;
  if (!existsSync(join(root, `libs/contracts/${context}/${fact}.v1.ts`))) throw new Error(`there is no fact ${context}.${fact} in libs/contracts; docs/events.md lists them`);
  const home = homeOf(slice);
  const joins = existsSync(join(root, home));
  const [other] = globSync(`services/${service}/app/*/${consumes.file}.ts`, { cwd: root });
  if (joins && other) throw new Error(`${home} exists already, and ${other} takes the fact: call ${pascal}Handler from there`);
  if (joins && !existsSync(join(root, home, `${verbNoun}.handler.ts`))) throw new Error(`${home} exists already, and has no ${verbNoun}.handler.ts that a consumer could call`);
  const module = inModule(root, slice, [
    ...(other ? [] : [['consumers', consumes.consumer, `./${verbNoun}/${consumes.file}.js`] as const]),
    ...(joins ? [] : [['handlers', `${pascal}Handler`, `./${verbNoun}/${verbNoun}.handler.js`] as const]),
  ]);
  const catalogue = 'libs/contracts/catalogue.ts';
  return {
    files: {
      ...(other ? {} : { [`${home}/${consumes.file}.ts`]: (joins ? cause : consumer)(slice, consumes) }),
      ...(joins ? {} : { [`${home}/${verbNoun}.handler.ts`]: reaction(slice, consumes), [`${home}/${verbNoun}.int-spec.ts`]: reactionSpec(slice, consumes) }),
    },
    edits: { ...module.edits, [catalogue]: withReactor(textOf(root, catalogue), `${context}.${fact}`, service) },
    next: [
      ...module.next,
      ...(other ? [`${other} takes the fact, once for the service: let what it calls call ${pascal}Handler too. Both share a transaction and an outcome; what waits must have written nothing`] : []),
      ...(joins ? [`${home}/${consumes.file}.ts: call ${pascal}Handler`] : []),
      ruleOf(slice),
      `services/${service}/app/persistence/migrations.ts: a table that it needs is one more migration, never a change of one that is there`,
      `${hostileSpecs(root, service)}: the fact, and what it changes, so that it also comes twice, in other orders and through crashes`,
      'npm run docs:generate: docs/events.md says who reacts',
    ],
  };
}

/** The lists of the module that take what was written; where it has no such list, a person has to. */
function inModule(root: string, { service }: Slice, entries: readonly (readonly [list: string, name: string, from: string])[]): Pick<Plan, 'edits' | 'next'> {
  const path = `services/${service}/app/${service}.module.ts`;
  let text = textOf(root, path);
  const next: string[] = [];
  for (const [list, name, from] of entries) {
    const longer = withEntry(text, list, name, from);
    if (longer === text) next.push(`${path}: ${list === 'controllers' ? list : 'providers'}: ${name}`);
    text = longer;
  }
  return { edits: { [path]: text }, next };
}

/** The specs of a service that deliver its facts in every way. */
function hostileSpecs(root: string, service: string): string {
  const paths = globSync(`services/${service}/app/*/*.int-spec.ts`, { cwd: root }).filter((path) => textOf(root, path).includes('hostileDelivery('));
  return paths.length > 0 ? paths.toSorted().join(' or ') : 'an int-spec with hostileDelivery of @goufu/testing';
}

/** The contract file of the service with the new route in it, and the index that exports it. */
function contractEdits(root: string, slice: Slice): Record<string, string> {
  const path = `libs/contracts/http/${slice.service}.ts`;
  const index = 'libs/contracts/index.ts';
  const line = `export * from './http/${slice.service}.js';`;
  const contracts = textOf(root, path);
  if (contracts.includes(`export const ${slice.camel} `)) throw new Error(`${path} has a route ${slice.camel} already`);
  const exported = textOf(root, index);
  return {
    [path]: withRoute(withImports(contracts), slice.camel, routeContract(slice)),
    [index]: exported.includes(line) ? exported : `${exported}${line}\n`,
  };
}

const textOf = (root: string, path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

const IMPORTS: Readonly<Record<string, string>> = { z: 'zod', defineRoute: '../define-route.js', uuid: '../envelope.js' };

/** Adds the imports that a route needs and the file does not have yet. */
function withImports(text: string): string {
  const missing = Object.entries(IMPORTS).filter(([name]) => !new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\}`).test(text));
  return missing.map(([name, from]) => `import { ${name} } from '${from}';\n`).join('') + text;
}
