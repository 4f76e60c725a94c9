import { facts } from '../catalogue.js';
import { incompatibilities } from '../compatibility/incompatibilities.js';
import { asyncApi } from './asyncapi.js';
import { eventsPage } from './events-page.js';
import { rulesPage } from './rules-page.js';
import { payloadSchemaOf, type JsonSchema } from './json-schema.js';

/** Reads a file of the repository; undefined when it is not there. */
export type Stored = (path: string) => string | undefined;

interface Drift {
  /** Files that are not what the contracts say, with what they should be. */
  readonly changed: readonly { readonly path: string; readonly content: string }[];
  /** Recorded schemas that their contract no longer keeps to. */
  readonly broken: readonly { readonly path: string; readonly problems: readonly string[] }[];
}

/** What `npm run docs:generate` would write, and where it must refuse to. */
export function drift(stored: Stored): Drift {
  const schemas = facts.map((fact) => ({ path: `libs/contracts/compatibility/${fact.type}.json`, schema: payloadSchemaOf(fact) }));
  const broken = schemas
    .map(({ path, schema }) => ({ path, problems: brokenPromises(stored(path), schema) }))
    .filter(({ problems }) => problems.length > 0);
  const documents = [
    { path: 'docs/events.md', content: eventsPage() },
    { path: 'docs/rules.md', content: rulesPage() },
    { path: 'docs/asyncapi.json', content: jsonFile(asyncApi()) },
    ...schemas.filter(({ path }) => broken.every((each) => each.path !== path)).map(({ path, schema }) => ({ path, content: jsonFile(schema) })),
  ];
  return { changed: documents.filter(({ path, content }) => stored(path) !== content), broken };
}

const brokenPromises = (recorded: string | undefined, schema: JsonSchema): string[] =>
  recorded === undefined ? [] : incompatibilities(JSON.parse(recorded) as JsonSchema, schema);

const jsonFile = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
