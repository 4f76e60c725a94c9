import { z } from 'zod';

const environment = z.object({
  GOUFU_ENVIRONMENT: z.literal('local', 'this issuer knows one public password and is for a local environment only'),
  SERVICE_PORT: z.coerce.number().int().min(1).max(65_535),
  SERVICE_HOST: z.string().default('127.0.0.1'),
  ISSUER_URL: z.url(),
  PORTAL_PUBLIC_URL: z.url(),
  OIDC_CLIENT_SECRET: z.string().min(16),
  DATA_DIR: z.string().min(1),
});

export interface IssuerConfig {
  readonly port: number;
  readonly host: string;
  /** What tokens carry as `iss`; must not move between starts. */
  readonly issuerUrl: string;
  readonly portalUrl: string;
  readonly clientSecret: string;
  /** Folder of the signing keys and the open sessions. */
  readonly dataDir: string;
}

/** Reads the environment once; throws one error that names every variable at fault. */
export function configFrom(env: NodeJS.ProcessEnv): IssuerConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`identity issuer, environment:\n${z.prettifyError(parsed.error)}`);
  const withoutSlash = (url: string) => url.replace(/\/+$/, '');
  return {
    port: parsed.data.SERVICE_PORT,
    host: parsed.data.SERVICE_HOST,
    issuerUrl: withoutSlash(parsed.data.ISSUER_URL),
    portalUrl: withoutSlash(parsed.data.PORTAL_PUBLIC_URL),
    clientSecret: parsed.data.OIDC_CLIENT_SECRET,
    dataDir: parsed.data.DATA_DIR,
  };
}
