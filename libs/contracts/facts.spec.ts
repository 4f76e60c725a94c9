import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CONTEXTS } from './envelope.js';
import { factByType, facts, reactors, reactorsOf } from './catalogue.js';
import type { FactContract } from './fact-contract.js';
import { fieldsOf, payloadSchemaOf } from './documents/json-schema.js';

const folder = new URL('./', import.meta.url);
const filesOf = (context: string): string[] => readdirSync(new URL(`${context}/`, folder)).map((file) => `${context}/${file}`);
const files = CONTEXTS.flatMap(filesOf);
const pathOf = ({ context, name, version }: FactContract): string => `${context}/${name}.v${version}`;
const sampleOf = (fact: FactContract): string => readFileSync(new URL(`${pathOf(fact)}.sample.json`, folder), 'utf8');
const each = facts.map((fact) => [fact.type, fact] as const);

describe('every fact', () => {
  test.each(each)('%s has a golden sample that comes out of its contract as the same bytes', (_type, fact) => {
    const sample = sampleOf(fact);
    expect(`${JSON.stringify(fact.schema.parse(JSON.parse(sample)), null, 2)}\n`).toBe(sample);
  });

  test.each(each)('%s gives a reader what it knows of a fact that has more', (_type, fact) => {
    const sample = fact.schema.parse(JSON.parse(sampleOf(fact)));
    expect(fact.schema.parse({ ...sample, addedLater: 'unknown to this reader' })).toEqual(sample);
  });

  test.each(each)('%s has no field for personal data', (_type, fact) => {
    const names = fieldsOf(payloadSchemaOf(fact)).map(({ path }) => path.split('.').at(-1)?.replaceAll('[]', '') ?? '');
    expect(names.filter((name) => PERSONAL.test(name))).toEqual([]);
  });

  test.each(each)('%s says what is true in one sentence', (_type, { summary }) => {
    expect(summary).toMatch(/^[A-Z].{15,160}\.$/);
  });
});

/** Person's name, ID number, telephone, address, birth, bank account; `nameZh` is the name of a thing or an organisation. */
const PERSONAL = /^name$|(person|full|real|first|last|user|legal|contact|evaluator|approver|member|payee)_?name|id_?(card|number|no)|phone|mobile|email|wechat|address|birth|gender|bank|iban|account(No|Number|Name)/i;

test.each(['evaluatorName', 'idNumber', 'contactPhone', 'bankAccount', 'accountNo', 'name', 'homeAddress'])('%s would be found', (name) => {
  expect(PERSONAL.test(name)).toBe(true);
});

describe('the catalogue', () => {
  test('holds every contract file, and every file its sample', () => {
    expect(files.filter((file) => /\.v\d+\.ts$/.test(file)).toSorted()).toEqual(facts.map((fact) => `${pathOf(fact)}.ts`).toSorted());
    expect(files.filter((file) => file.endsWith('.sample.json')).toSorted()).toEqual(facts.map((fact) => `${pathOf(fact)}.sample.json`).toSorted());
  });

  test('knows for every fact who acts on it, and nothing else', () => {
    expect(Object.keys(reactors).toSorted()).toEqual(facts.map(({ context, name }) => `${context}.${name}`).toSorted());
    expect(facts.filter((fact) => reactorsOf(fact).includes(fact.context))).toEqual([]);
  });

  test('finds a fact by its type and only by that', () => {
    expect(facts.map(({ type }) => factByType(type))).toEqual(facts);
    expect(factByType('funding.tranche-released.v9')).toBeUndefined();
  });

  test('refuses to guess who acts on an unknown fact', () => {
    expect(() => reactorsOf({ context: 'funding', name: 'money-found' })).toThrow(RangeError);
  });
});
