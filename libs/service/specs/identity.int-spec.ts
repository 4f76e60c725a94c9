import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFrom } from '../configuration/configuration.js';
import { serverEnvironment } from '../configuration/environment.js';
import { startService, type RunningService } from '../start-service.js';
import { GreetingModule, greetingRoutes } from './greeting.js';
import { specIssuer, type SpecIssuer } from './issuer.js';

const start = (issuer: string) =>
  startService(
    { name: 'greeting', module: GreetingModule, config: serverEnvironment, routes: greetingRoutes },
    configurationFrom(serverEnvironment, { GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', OIDC_ISSUER: issuer, LOG_LEVEL: 'silent' }),
  );

let issuer: SpecIssuer;
let service: RunningService;
beforeAll(async () => {
  issuer = await specIssuer();
  service = await start(issuer.url);
});
afterAll(async () => {
  await service.stop();
  await issuer.close();
});

const me = (authorization?: string, at = service) => fetch(`${at.url}/me`, { headers: authorization === undefined ? {} : { authorization } });
const meAs = async (token: Promise<string>) => me(`Bearer ${await token}`);

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token is refused', () => {
  const refused: [string, () => Promise<Response>][] = [
    ['when there is none', () => me()],
    ['when it is no bearer token', () => me('Basic YTpi')],
    ['when it is not a JWT', () => me('Bearer nonsense')],
    ['when it is expired', () => meAs(issuer.token({}, (jwt) => jwt.setExpirationTime('-1m')))],
    ['when it is not valid yet', () => meAs(issuer.token({}, (jwt) => jwt.setNotBefore('1h')))],
    ['when it is for another audience', () => meAs(issuer.token({}, (jwt) => jwt.setAudience('another-api')))],
    ['when it is from another issuer', () => meAs(issuer.token({}, (jwt) => jwt.setIssuer('https://another.example')))],
    ['when it has no scope of ours', () => meAs(issuer.token({ scope: 'openid' }))],
    ['when it has no expiry', async () => me(`Bearer ${(await issuer.token({ exp: undefined }, (jwt) => jwt.setExpirationTime('5m'))).replace(/\.[^.]*$/, '.AAAA')}`)],
    ['when its jurisdiction is missing', () => meAs(issuer.token({ jurisdiction: undefined }))],
    ['when somebody else signed it', () => meAs(issuer.forged())],
    ['when it is not signed at all (alg none)', () => meAs(unsigned())],
    ['when its payload was changed', async () => me(`Bearer ${changed(await issuer.token())}`)],
  ];

  it.each(refused)('%s', async (_case, request) => {
    const response = await request();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await response.json()).toMatchObject({ code: 'request.unauthenticated', title: expect.stringContaining('请先登录') });
  });

  it('also on a route that needs none', async () => {
    expect((await fetch(`${service.url}/failures/refusal`, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
  });

  async function unsigned(): Promise<string> {
    const [, payload = ''] = (await issuer.token()).split('.');
    return `${base64({ alg: 'none' })}.${payload}.`;
  }
  function changed(token: string): string {
    const [header, payload = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    return `${header}.${base64({ ...claims, roles: ['operator'] })}.${signature}`;
  }
});

describe('a good token', () => {
  it('says who calls and what they may see', async () => {
    expect(await (await meAs(issuer.token())).json()).toEqual({ actorId: 'person-1', scope: { jurisdiction: '510104' } });
  });

  it('narrows an agency to what is its own', async () => {
    const agency = await meAs(issuer.token({ roles: ['agency'], org_id: 'agency-7' }));
    expect(await agency.json()).toEqual({ actorId: 'person-1', scope: { jurisdiction: '510104', orgId: 'agency-7' } });
  });

  it('does not open a route for another role, nor for a role that nobody knows', async () => {
    for (const roles of [['agency'], ['emperor'], []]) {
      const headers = { authorization: `Bearer ${await issuer.token({ roles })}`, 'content-type': 'application/json' };
      const response = await fetch(`${service.url}/greetings/li`, { method: 'POST', headers, body: '{"amountFen":"1"}' });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'request.forbidden' });
    }
  });
});

describe('when the issuer is away', () => {
  it('its known keys go on to serve, and one that was never reached is an outage, not a wrong token', async () => {
    const shortLived = await specIssuer();
    const known = await start(shortLived.url);
    const bearer = `Bearer ${await shortLived.token()}`;
    expect((await me(bearer, known)).status).toBe(200);
    await shortLived.close();
    expect((await me(bearer, known)).status).toBe(200);
    await known.stop();

    const never = await start(shortLived.url);
    const response = await me(bearer, never);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    const ready = await fetch(`${never.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ checks: [{ name: 'identity issuer', ok: false, reason: expect.any(String) }] });
    await never.stop();
  });
});
