import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import { readJson, writeJson } from './private-file.js';

const signingKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('RS256'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
}) satisfies z.ZodType<JWK>;

const issuerKeys = z.object({ signing: signingKey, cookies: z.string().min(32) });

export type IssuerKeys = z.infer<typeof issuerKeys>;

/** The keys of this issuer, made at the first start and kept, so that tokens outlive a restart. */
export function keysIn(dataDir: string): IssuerKeys {
  const path = join(dataDir, 'keys.json');
  const kept = readJson(path);
  if (kept !== undefined) return issuerKeys.parse(kept);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const made = issuerKeys.parse({
    signing: { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' },
    cookies: randomBytes(32).toString('base64url'),
  });
  writeJson(path, made);
  return made;
}
