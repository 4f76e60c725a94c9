import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { wireSchemaOf } from '../documents/json-schema.js';
import { incompatibilities } from './incompatibilities.js';

const fields = {
  id: z.string(),
  fen: z.string().regex(/^\d+$/),
  grade: z.enum(['good', 'fail']),
  note: z.string().max(100).optional(),
  parts: z.array(z.object({ year: z.int().min(2000) })).min(1),
  condition: z.discriminatedUnion('kind', [z.object({ kind: z.literal('date'), on: z.string() }), z.object({ kind: z.literal('filed') })]),
  scores: z.record(z.string(), z.int()),
};
const before = wireSchemaOf(z.object(fields));
const problemsOf = (change: z.ZodRawShape): string[] => incompatibilities(before, wireSchemaOf(z.object({ ...fields, ...change })));
const without = (name: keyof typeof fields): z.ZodObject => z.object(Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name)));

describe('the same version may', () => {
  test('stay as it is', () => {
    expect(problemsOf({})).toEqual([]);
  });

  test.each<[string, z.ZodRawShape]>([
    ['get an optional field', { added: z.string().optional() }],
    ['get a value in an enum', { grade: z.enum(['good', 'fail', 'pass']) }],
    ['get a member in a union', { condition: z.discriminatedUnion('kind', [...fields.condition.options, z.object({ kind: z.literal('acceptance') })]) }],
    ['get an optional field in a list', { parts: z.array(z.object({ year: z.int().min(2000), lineId: z.string().optional() })).min(1) }],
    ['allow longer texts', { note: z.string().max(200).optional() }],
  ])('%s', (_change, shape) => {
    expect(problemsOf(shape)).toEqual([]);
  });
});

describe('a new version it takes to', () => {
  test('remove a field', () => {
    expect(incompatibilities(before, wireSchemaOf(without('note')))).toEqual(['note: removed']);
  });

  test.each<[string, z.ZodRawShape, string]>([
    ['require a new field', { added: z.string() }, 'added: required of facts that do not have it'],
    ['require an optional field', { note: z.string().max(100) }, 'note: required of facts that do not have it'],
    ['stop sending a field', { id: z.string().optional() }, 'id: may be missing, and old readers need it'],
    ['change a type', { id: z.int() }, 'id: type changed from string to integer'],
    ['change a pattern', { fen: z.string().regex(/^\d{1,3}$/) }, 'fen: pattern changed from ^\\d+$ to ^\\d{1,3}$'],
    ['lose a value of an enum', { grade: z.enum(['good']) }, 'grade: "fail" is no longer allowed'],
    ['turn a text into an enum', { id: z.enum(['a']) }, 'id: what is outside the enum is no longer allowed'],
    ['shorten a text', { note: z.string().max(10).optional() }, 'note: maxLength is tighter'],
    ['ask for more items', { parts: z.array(z.object({ year: z.int().min(2000) })).min(2) }, 'parts: minItems is tighter'],
    ['require a new field in a list', { parts: z.array(z.object({ year: z.int().min(2000), lineId: z.string() })).min(1) }, 'parts[].lineId: required of facts that do not have it'],
    ['narrow a number in a list', { parts: z.array(z.object({ year: z.int().min(2020) })).min(1) }, 'parts[].year: minimum is tighter'],
    ['retype the values of a record', { scores: z.record(z.string(), z.string()) }, 'scores{}: type changed from integer to string'],
    ['lose a member of a union', { condition: z.discriminatedUnion('kind', [fields.condition.options[0]]) }, 'condition<filed>: removed'],
  ])('%s', (_change, shape, problem) => {
    expect(problemsOf(shape)).toContain(problem);
  });

  test('close an object to fields of later versions', () => {
    const closed = wireSchemaOf(z.strictObject(fields));
    expect(incompatibilities(before, closed)).toEqual(['{}: closed to what later versions add']);
  });
});
