import { CONTEXTS, type Context } from '@goufu/contracts';
import { z } from 'zod';

const variables = z.object({
  PROCUREMENT_URL: z.url(),
  PROJECTS_URL: z.url(),
  EVALUATION_URL: z.url(),
  FUNDING_URL: z.url(),
  OVERSIGHT_URL: z.url(),
  OIDC_ISSUER: z.url(),
  TREASURY_URL: z.url(),
  KAFKA_BROKERS: z.string().min(1),
  TOPIC_PREFIX: z.string().default(''),
  TRACE_DIR: z.string().min(1).optional(),
});

/** Where everything is: what a user's browser, a bank's clerk and the clock's hand would know. */
export interface Environment {
  readonly services: Readonly<Record<Context, string>>;
  readonly issuer: string;
  readonly treasury: string;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** Folder of exported spans; without it no trace can be walked. */
  readonly traceDir: string | undefined;
}

/** Reads the environment once. Throws one error that names every variable at fault. */
export function environmentFrom(env: NodeJS.ProcessEnv): Environment {
  const parsed = variables.safeParse(env);
  if (!parsed.success) throw new Error(`scenario, environment:\n${z.prettifyError(parsed.error)}`);
  const { data } = parsed;
  const services = Object.fromEntries(CONTEXTS.map((context) => [context, data[`${upper(context)}_URL`]])) as Record<Context, string>;
  return {
    services,
    issuer: data.OIDC_ISSUER,
    treasury: data.TREASURY_URL,
    brokers: data.KAFKA_BROKERS.split(','),
    topicPrefix: data.TOPIC_PREFIX,
    traceDir: data.TRACE_DIR,
  };
}

const upper = <Name extends string>(name: Name) => name.toUpperCase() as Uppercase<Name>;
