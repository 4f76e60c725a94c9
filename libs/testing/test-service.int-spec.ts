import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startTestService } from './test-service.js';

/** Answers who called, by the issuer that its environment names. */
async function startEcho(variables: Readonly<Record<string, string>>) {
  const keys = createRemoteJWKSet(new URL(`${variables['OIDC_ISSUER']}/jwks`));
  const answer = async (authorization = '') => {
    const { payload } = await jwtVerify(authorization.replace('Bearer ', ''), keys, { issuer: variables['OIDC_ISSUER'] ?? '', audience: 'goufu-api' });
    return { sub: payload.sub, roles: payload['roles'], treasury: variables['TREASURY_URL'] };
  };
  const server = createServer((request, response) => {
    answer(request.headers.authorization).then(
      (body) => response.end(JSON.stringify(body)),
      (error: Error) => response.writeHead(401).end(JSON.stringify(error.message)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

it('starts a service in an environment of its own and calls it as somebody', async () => {
  const service = await startTestService({ service: 'funding', migrations: [], start: startEcho, variables: { TREASURY_URL: 'http://treasury' } });
  const answer = await service.call({ sub: 'p-1', roles: ['finance-officer'] }, 'GET', '/');
  expect(answer).toEqual({ status: 200, body: { sub: 'p-1', roles: ['finance-officer'], treasury: 'http://treasury' } });
  await service.close();
}, 60_000);
