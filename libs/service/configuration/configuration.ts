import type { z } from 'zod';
import type { AnyConfiguration } from './environment.js';

/** The environment is wrong; the message names every variable at fault. */
export class WrongConfiguration extends Error {}

/** Reads the environment once. A variable set to nothing counts as not set. */
export function configurationFrom<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  const faults = parsed.success
    ? unsafe(parsed.data as Partial<AnyConfiguration>)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${set[String(issue.path[0])] === undefined ? 'is not set' : issue.message}`);
  if (faults.length > 0) throw new WrongConfiguration(`wrong environment:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return parsed.data as z.output<Schema>;
}

/** What only a local environment may do: step its clock (docs/adr/0006), and sign people in by itself. */
function unsafe({ GOUFU_ENVIRONMENT, CLOCK, OIDC_ISSUER }: Partial<AnyConfiguration>): string[] {
  if (GOUFU_ENVIRONMENT !== 'production') return [];
  return [
    ...(CLOCK === 'movable' ? ['CLOCK: only a local environment accepts a movable clock'] : []),
    ...(OIDC_ISSUER && isLoopback(OIDC_ISSUER) ? ['OIDC_ISSUER: production accepts no issuer on this machine'] : []),
  ];
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname === '0.0.0.0' || hostname.startsWith('127.');
}
