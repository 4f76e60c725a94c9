import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** An OpenID Connect issuer of the specs' own: publishes its keys and signs what it is asked to. */
export interface SpecIssuer {
  readonly url: string;
  readonly token: (claims?: JWTPayload, change?: (jwt: SignJWT) => SignJWT) => Promise<string>;
  /** Signed by a key that the issuer does not publish. */
  readonly forged: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export const CLAIMS = { scope: 'openid goufu', roles: ['purchaser'], jurisdiction: '510104', org_id: 'org-1', org_name: '某区民政局' };

export async function specIssuer(audience = 'goufu-api'): Promise<SpecIssuer> {
  const [published, unpublished] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'spec', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const body = request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const unsigned = (claims: JWTPayload): SignJWT =>
    new SignJWT({ ...CLAIMS, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'spec' })
      .setIssuer(url)
      .setAudience(audience)
      .setSubject('person-1')
      .setIssuedAt()
      .setExpirationTime('5m');
  return {
    url,
    token: (claims = {}, change = (jwt) => jwt) => change(unsigned(claims)).sign(published.privateKey),
    forged: () => unsigned({}).sign(unpublished.privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
