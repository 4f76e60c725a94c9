import type { z } from 'zod';
import type { Classification, Context } from './envelope.js';

/** The published language: one fact's wire type, topic, schema and golden sample. */
export interface FactContract<Schema extends z.ZodObject = z.ZodObject> {
  readonly context: Context;
  readonly name: string;
  readonly version: number;
  /** `evaluation.result-published.v1`. */
  readonly type: string;
  /** One topic per context. */
  readonly topic: Context;
  readonly classification: Classification;
  /** What is true once this fact is published. Goes to docs/events.md. */
  readonly summary: string;
  readonly schema: Schema;
}

export type DataOf<Contract extends FactContract> = z.infer<Contract['schema']>;

export function defineFact<Schema extends z.ZodObject>(definition: {
  readonly type: `${Context}.${string}.v${number}`;
  readonly classification: Classification;
  readonly summary: string;
  readonly schema: Schema;
}): FactContract<Schema> {
  const [context, name, version] = definition.type.split('.') as [Context, string, string];
  return { ...definition, context, name, version: Number(version.slice(1)), topic: context };
}
