import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;

/**
 * Why a changed schema is not the same version any more: what a reader of the old one, or of an old fact, could not bear.
 * Fields may be added when they are optional, enums and unions may grow; nothing else (docs/adr/0005).
 */
export function incompatibilities(before: Schema, after: Schema, path = ''): string[] {
  const here = path === '' ? 'the payload' : path;
  return [
    ...retyped(before, after).map((what) => `${here}: ${what}`),
    ...removedValues(before, after).map((value) => `${here}: ${value} is no longer allowed`),
    ...tightened(before, after).map((bound) => `${here}: ${bound} is tighter`),
    ...changedFields(before, after, path),
    ...changedPart(before.items, after.items, `${path}[]`),
    ...changedPart(before.additionalProperties, after.additionalProperties, `${path}{}`),
    ...changedVariants(before, after, path),
  ];
}

function retyped(before: Schema, after: Schema): string[] {
  const fixed = ['type', 'format', 'pattern', 'const'] as const;
  return fixed.filter((key) => before[key] !== after[key]).map((key) => `${key} changed from ${String(before[key])} to ${String(after[key])}`);
}

/** An enum that appears where any value was allowed removes all others. */
function removedValues(before: Schema, after: Schema): string[] {
  if (!after.enum) return [];
  if (!before.enum) return ['what is outside the enum'];
  return before.enum.filter((value) => !after.enum?.includes(value)).map((value) => JSON.stringify(value));
}

function tightened(before: Schema, after: Schema): string[] {
  return [
    ...LOWER_BOUNDS.filter((bound) => (after[bound] ?? -Infinity) > (before[bound] ?? -Infinity)),
    ...UPPER_BOUNDS.filter((bound) => (after[bound] ?? Infinity) < (before[bound] ?? Infinity)),
  ];
}

function changedFields(before: Schema, after: Schema, path: string): string[] {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const [required, requires] = [before.required ?? [], after.required ?? []];
  const kept = Object.keys(before.properties ?? {}).filter((name) => after.properties?.[name] !== undefined);
  return [
    ...Object.keys(before.properties ?? {}).filter((name) => !kept.includes(name)).map((name) => `${at(name)}: removed`),
    ...requires.filter((name) => !required.includes(name)).map((name) => `${at(name)}: required of facts that do not have it`),
    ...required.filter((name) => kept.includes(name) && !requires.includes(name)).map((name) => `${at(name)}: may be missing, and old readers need it`),
    ...kept.flatMap((name) => changedPart(before.properties?.[name], after.properties?.[name], at(name))),
  ];
}

type Part = Schema['items'] | Schema['additionalProperties'];

/** The schema below another one; `true` and nothing both allow everything. */
function changedPart(before: Part, after: Part, path: string): string[] {
  if (after === false) return before === false ? [] : [`${path}: closed to what later versions add`];
  const [old, now] = [schemaOf(before), schemaOf(after)];
  return old === now ? [] : incompatibilities(old, now, path);
}

const ANYTHING: Schema = {};
const schemaOf = (part: Part): Schema => (typeof part === 'object' && !Array.isArray(part) ? part : ANYTHING);

function changedVariants(before: Schema, after: Schema, path: string): string[] {
  const now = variantsOf(after);
  return [...variantsOf(before)].flatMap(([key, variant]) => {
    const counterpart = now.get(key);
    return counterpart ? incompatibilities(variant, counterpart, `${path}<${key}>`) : [`${path}<${key}>: removed`];
  });
}

/** Members of a union by the constants that tell them apart, else by their position. */
function variantsOf({ anyOf, oneOf }: Schema): Map<string, Schema> {
  return new Map((oneOf ?? anyOf ?? []).map((variant, index) => [discriminatorOf(variant) ?? String(index), variant]));
}

function discriminatorOf({ properties = {} }: Schema): string | undefined {
  const constants = Object.values(properties).flatMap((property) => (typeof property === 'object' && property.const !== undefined ? [String(property.const)] : []));
  return constants.length > 0 ? constants.join('/') : undefined;
}
