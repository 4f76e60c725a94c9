import { z } from 'zod';

const environment = z.object({
  GOUFU_ENVIRONMENT: z.literal('local', 'the treasury simulator moves no real money and is for a local environment only'),
  SERVICE_PORT: z.coerce.number().int().min(0).max(65_535),
  SERVICE_HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1),
  CALLBACK_URL: z.url().optional(),
  CALLBACK_KEY: z.base64().optional(),
  FILES_DIR: z.string().min(1).optional(),
  FILES_ACCOUNT: z.string().min(1).default('treasury-510104'),
  FILES_EVERY_MS: z.coerce.number().int().min(20).default(200),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface TreasuryConfig {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Folder of the journal. */
  readonly dataDir: string;
  /** Where changes of status are posted, if anywhere. */
  readonly callbackUrl: string | undefined;
  /** Signs what is posted there, if there is one. */
  readonly callbackKey: Buffer | undefined;
  /** The folder in which files are exchanged, if any; whose bookings are told in them; milliseconds between two looks. */
  readonly files: { readonly root: string; readonly account: string; readonly everyMs: number } | undefined;
  readonly logLevel: string;
}

/** Reads the environment once; throws one error that names every variable at fault. */
export function configFrom(env: NodeJS.ProcessEnv): TreasuryConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`treasury simulator, environment:\n${z.prettifyError(parsed.error)}`);
  const { SERVICE_PORT, SERVICE_HOST, DATA_DIR, CALLBACK_URL, CALLBACK_KEY, LOG_LEVEL, FILES_DIR, FILES_ACCOUNT, FILES_EVERY_MS } = parsed.data;
  const files = FILES_DIR === undefined ? undefined : { root: FILES_DIR, account: FILES_ACCOUNT, everyMs: FILES_EVERY_MS };
  return { port: SERVICE_PORT, host: SERVICE_HOST, dataDir: DATA_DIR, callbackUrl: CALLBACK_URL, callbackKey: CALLBACK_KEY === undefined ? undefined : Buffer.from(CALLBACK_KEY, 'base64'), files, logLevel: LOG_LEVEL };
}
