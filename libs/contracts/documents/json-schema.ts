import { z } from 'zod';
import { instant, localDate, uuid } from '../envelope.js';
import type { FactContract } from '../fact-contract.js';
import { code, fen, rule, sha256, signedFen } from '../vocabulary.js';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The payload as JSON Schema draft 07, as it is on the wire. */
export const payloadSchemaOf = ({ schema }: Pick<FactContract, 'schema'>): JsonSchema => wireSchemaOf(schema);

export function wireSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-07', io: 'input' });
  return rest;
}

/** Words of the vocabulary, by the pattern that stands for them in a JSON Schema. */
const WORDS = new Map(
  Object.entries({ uuid, fen, signedFen, instant, date: localDate, sha256, rule, code }).map(([name, schema]) => [wireSchemaOf(schema).pattern, name]),
);

export interface Field {
  /** `tranches[].conditions[].kind`. */
  readonly path: string;
  readonly type: string;
  readonly optional: boolean;
}

/** All fields of a payload, those inside others behind them. */
export function fieldsOf(schema: JsonSchema, path = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const at = path === '' ? name : `${path}.${name}`;
    const optional = !(schema.required ?? []).includes(name);
    return [{ path: at, type: typeOf(property), optional }, ...inside(property, at)];
  });
}

function inside(schema: JsonSchema, path: string): Field[] {
  const item = itemOf(schema);
  return item ? inside(item, `${path}[]`) : fieldsOf(schema, path);
}

const itemOf = ({ items }: JsonSchema): JsonSchema | undefined => (typeof items === 'object' && !Array.isArray(items) ? items : undefined);

function typeOf(schema: JsonSchema): string {
  const item = itemOf(schema);
  if (item) return `${typeOf(item)}[]`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) return `one of: ${variants.map(variantOf).join('; ')}`;
  if (schema.type === 'integer' && schema.minimum === 0 && schema.maximum === 10_000) return 'basis points';
  return WORDS.get(schema.pattern) ?? [schema.type ?? 'any'].flat().join(' or ');
}

/** `kind "milestone", milestoneCode code`. */
const variantOf = (schema: JsonSchema): string =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => `${name} ${typeof property === 'object' ? typeOf(property) : 'any'}`).join(', ') || typeOf(schema);
