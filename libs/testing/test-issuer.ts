import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Who calls, as the claims of an access token say it. */
export interface TestPerson {
  /** Pseudonymous id. */
  readonly sub: string;
  readonly roles: readonly string[];
  /** Region code; 510104 unless told. */
  readonly jurisdiction?: string;
  readonly org_id?: string;
  readonly org_name?: string;
  readonly uscc?: string;
}

/** An issuer of the spec's own: publishes its keys over HTTP, signs for whom it is asked to. */
export interface TestIssuer {
  readonly url: string;
  tokenFor(person: TestPerson): Promise<string>;
  close(): Promise<void>;
}

export async function testIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'spec', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const body = request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    tokenFor: ({ sub, ...claims }) =>
      new SignJWT({ scope: 'openid goufu', jurisdiction: '510104', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'spec' })
        .setIssuer(url)
        .setAudience('goufu-api')
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
