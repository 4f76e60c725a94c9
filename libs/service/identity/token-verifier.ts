import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { unavailable } from '../http/problem-of-error.js';
import { requestProblem } from '../http/problem.js';
import { identityOf, type Identity } from './identity.js';

const SCOPE = 'goufu';
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const TIMEOUT_MS = 5_000;

const discovery = z.object({ jwks_uri: z.url() });

/** Verifies access tokens against the issuer's published keys, which are fetched at need and kept. */
export class TokenVerifier {
  private keys: JWTVerifyGetKey | undefined;

  constructor(
    private readonly issuer: string,
    private readonly audience: string,
  ) {}

  /** Who the bearer is; throws the 401 problem for a token that is not good, and 503 when the keys cannot be had. */
  async verify(token: string): Promise<Identity> {
    const keys = await this.issuerKeys();
    const { payload } = await jwtVerify(token, keys, {
      issuer: this.issuer,
      audience: this.audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: 5,
    }).catch((error: unknown) => {
      throw isTokenFault(error) ? badToken(error.code) : unavailable(error);
    });
    if (!scopesOf(payload).includes(SCOPE)) throw badToken(`scope ${SCOPE} is missing`);
    const identity = identityOf(payload);
    if (!identity) throw badToken('its claims are not those of this issuer');
    return identity;
  }

  /** Throws with the reason when the issuer's keys cannot be had; for the readiness check. */
  async check(): Promise<void> {
    if (!this.keys) this.keys = await this.discover();
  }

  private async issuerKeys(): Promise<JWTVerifyGetKey> {
    try {
      await this.check();
    } catch (error) {
      throw unavailable(error);
    }
    return this.keys ?? (await this.discover());
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const response = await fetch(`${this.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the issuer answers ${response.status}`);
    const { jwks_uri } = discovery.parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: TIMEOUT_MS, cooldownDuration: 10_000, cacheMaxAge: 600_000 });
  }
}

/** Faults of the token itself; any other error is the issuer's or the network's. */
const isTokenFault = (error: unknown): error is errors.JOSEError =>
  error instanceof errors.JOSEError && !['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code);

const scopesOf = ({ scope }: JWTPayload): string[] => (typeof scope === 'string' ? scope.split(' ') : []);

const badToken = (reason: string) =>
  requestProblem('unauthenticated', {
    because: { zh: '登录凭证无效或已过期', en: `the token is not accepted (${reason})` },
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
