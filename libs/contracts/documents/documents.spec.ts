import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import specification from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' };
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { facts } from '../catalogue.js';
import { asyncApi } from './asyncapi.js';
import { drift } from './documents.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string | undefined => {
  const file = path.split('/').at(-1) ?? '';
  const folder = new URL(path.slice(0, -file.length), root);
  return readdirSync(folder).includes(file) ? readFileSync(new URL(file, folder), 'utf8') : undefined;
};

describe('committed documents', () => {
  test('are what the contracts say; `npm run docs:generate` brings them up to date', () => {
    const { changed, broken } = drift(read);
    expect({ changed: changed.map(({ path }) => path), broken }).toEqual({ changed: [], broken: [] });
  });

  test('hold recorded schemas of published facts only', () => {
    const recorded = readdirSync(new URL('libs/contracts/compatibility/', root)).filter((file) => file.endsWith('.json'));
    expect(recorded.toSorted()).toEqual(facts.map(({ type }) => `${type}.json`).toSorted());
  });

  test('that are missing are written, that differ are written anew', () => {
    expect(drift(() => undefined).changed).toHaveLength(facts.length + 3);
    expect(drift((path) => (path === 'docs/events.md' ? 'old' : read(path))).changed.map(({ path }) => path)).toEqual(['docs/events.md']);
  });

  test('never record a contract that breaks its readers', () => {
    const path = 'libs/contracts/compatibility/funding.tranche-released.v1.json';
    const promised = JSON.stringify({ type: 'object', properties: { paidFen: { type: 'string' } }, required: ['paidFen'] });
    const { changed, broken } = drift((asked) => (asked === path ? promised : read(asked)));
    expect(broken.map((each) => each.path)).toEqual([path]);
    expect(broken[0]?.problems).toContain('paidFen: removed');
    expect(changed.map((each) => each.path)).not.toContain(path);
  });
});

describe('docs/asyncapi.json', () => {
  const document = JSON.parse(JSON.stringify(asyncApi())) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  const isAsyncApi = ajv.compile(specification);

  test('is an AsyncAPI 3 document', () => {
    expect(isAsyncApi(document) ? [] : isAsyncApi.errors).toEqual([]);
  });

  test('would be refused with an action that AsyncAPI does not know', () => {
    expect(isAsyncApi({ ...document, operations: { x: { action: 'shout', channel: { $ref: '#/channels/funding' } } } })).toBe(false);
  });

  test('refers only to what it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'));
    const missing = references.filter((path) => path.reduce<unknown>((at, key) => (at instanceof Object ? Reflect.get(at, key) : undefined), document) === undefined);
    expect(references.length).toBeGreaterThan(facts.length * 2);
    expect(missing).toEqual([]);
  });
});
