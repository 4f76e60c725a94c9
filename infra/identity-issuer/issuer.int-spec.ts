import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { z } from 'zod';
import { Browser } from './browser.js';
import { configFrom } from './config.js';
import { startIssuer, type RunningIssuer } from './issuer.js';
import { demoPassword, people, personByUsername } from './people.js';
import { signIn } from './sign-in.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const PORTAL = 'http://127.0.0.1:9';
const VERIFIER = 'a verifier of at least forty-three characters, it says here'.replace(/[^a-z]/g, '-');
const SECRET = 'a secret of sixteen and more';

let dataDir: string;
let issuer: string;
let running: RunningIssuer;
const env = () => ({
  GOUFU_ENVIRONMENT: 'local',
  SERVICE_PORT: new URL(issuer).port,
  ISSUER_URL: issuer,
  PORTAL_PUBLIC_URL: PORTAL,
  OIDC_CLIENT_SECRET: SECRET,
  DATA_DIR: dataDir,
});

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'issuer-'));
  issuer = `http://127.0.0.1:${await freePort()}`;
  running = await startIssuer(configFrom(env()));
});

afterAll(async () => {
  await running.stop();
  await rm(dataDir, { recursive: true });
});

const asPerson = (person: string, password = demoPassword) => signIn({ issuer, clientId: 'goufu-scenario', person, password });
const verify = async (token: string, audience = 'goufu-api', address = issuer) =>
  (await jwtVerify(token, createRemoteJWKSet(new URL(`${address}/jwks`)), { issuer, audience, algorithms: ['RS256'] })).payload;

const token = (body: Record<string, string>) => fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(body) });
const portal = { client_id: 'goufu-portal', client_secret: SECRET };

describe('signing in', () => {
  it.each(people.map((person) => person.username))('gives %s an access token that services accept', async (username) => {
    const person = personByUsername(username);
    const { accessToken } = await asPerson(username);
    const claims = await verify(accessToken);
    expect(claims).toMatchObject({ sub: person?.sub, roles: person?.roles, jurisdiction: '510104', scope: 'goufu', aud: 'goufu-api' });
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(['org_id', 'org_name', 'uscc', 'exp']));
  });

  it('tells the label of a person in the ID token alone', async () => {
    const { accessToken, idToken } = await asPerson('finance-officer');
    expect(decodeJwt(idToken)).toMatchObject({ name: '财政经办', roles: ['finance-officer'] });
    expect(JSON.stringify(decodeJwt(accessToken))).not.toContain('财政经办');
  });

  it.each([
    ['a wrong password', 'auditor', 'guess'],
    ['an unknown account', 'nobody', demoPassword],
  ])('refuses %s', async (_what, person, password) => {
    await expect(asPerson(person, password)).rejects.toThrow(`${person} was not let in: 401`);
  });
});

describe('tokens', () => {
  const authorise = (extra: Record<string, string>) =>
    fetch(
      `${issuer}/auth?${new URLSearchParams({
        client_id: 'goufu-scenario',
        response_type: 'code',
        scope: 'openid goufu',
        redirect_uri: 'http://127.0.0.1:4711/callback',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        code_challenge_method: 'S256',
        ...extra,
      })}`,
      { redirect: 'manual' },
    );

  it('are never for another audience', async () => {
    const refused = await authorise({ resource: 'urn:somebody:else' });
    expect(refused.headers.get('location')).toContain('error=invalid_target');
    await expect(verify((await asPerson('auditor')).accessToken, 'another-api')).rejects.toThrow('aud');
  });

  it('are not minted without signing in', async () => {
    const grants: Record<string, string>[] = [{ grant_type: 'client_credentials' }, { grant_type: 'password', username: 'auditor', password: demoPassword }];
    const answers = await Promise.all(grants.map((grant) => token({ ...portal, ...grant, scope: 'goufu' })));
    expect(answers.map((answer) => answer.status)).toEqual([400, 400]);
  });

  it('need PKCE and a known redirect', async () => {
    expect((await authorise({})).headers.get('location')).toContain('/interaction/');
    expect((await authorise({ code_challenge: '', code_challenge_method: '' })).headers.get('location')).toContain('error=invalid_request');
    expect((await authorise({ redirect_uri: 'http://attacker.example/callback' })).status).toBe(400);
  });

  it('are renewed with the refresh token', async () => {
    const { refreshToken } = await asPerson('agency-b');
    const answer = await token({ grant_type: 'refresh_token', client_id: 'goufu-scenario', refresh_token: refreshToken });
    const renewed: unknown = await answer.json();
    expect(renewed).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) });
  });
});

describe('the portal', () => {
  const codeRequest = new URLSearchParams({
    client_id: 'goufu-portal',
    response_type: 'code',
    scope: 'openid goufu',
    redirect_uri: `${PORTAL}/auth/callback`,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  });

  it('signs a person in with one click, once for all its tabs, and out again', async () => {
    const browser = new Browser();
    const request = new URL(`${issuer}/auth?${codeRequest}`);
    const choice = await browser.visit(request);
    expect(choice.html).toContain('<button name="username" value="purchaser-1">采购经办甲');
    const first = await browser.visit(choice.url, new URLSearchParams({ username: 'purchaser-1', password: demoPassword }));
    expect(first.url.href).toContain(`${PORTAL}/auth/callback?code=`);
    const answer = await token({ ...portal, grant_type: 'authorization_code', code: first.url.searchParams.get('code') ?? '', redirect_uri: `${PORTAL}/auth/callback`, code_verifier: VERIFIER });
    const { id_token: idToken } = z.object({ id_token: z.string(), refresh_token: z.string() }).parse(await answer.json());
    expect((await browser.visit(request)).url.href).toContain('/auth/callback?code=');

    const signOut = new URL(`${issuer}/session/end?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: PORTAL })}`);
    const question = await browser.visit(signOut);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.html)?.[1] ?? '';
    const back = await browser.visit(new URL(`${issuer}/session/end/confirm`), new URLSearchParams({ xsrf, logout: 'yes' }));
    expect(back.url.origin).toBe(PORTAL);
    expect((await browser.visit(request)).url.pathname).toContain('/interaction/');
  });

  it('is the only place to which signing out leads', async () => {
    const elsewhere = new URLSearchParams({ client_id: 'goufu-portal', post_logout_redirect_uri: 'http://attacker.example/' });
    expect((await fetch(`${issuer}/session/end?${elsewhere}`)).status).toBe(400);
  });
});

describe('a restart', () => {
  it('keeps the keys and the open sessions', async () => {
    const { accessToken, refreshToken } = await asPerson('evaluator-1');
    await running.stop();
    const port = await freePort();
    running = await startIssuer(configFrom({ ...env(), SERVICE_PORT: String(port) }));
    const restarted = `http://127.0.0.1:${port}`;
    await expect(verify(accessToken, 'goufu-api', restarted)).resolves.toMatchObject({ roles: ['evaluator'] });
    const answer = await fetch(`${restarted}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'goufu-scenario', refresh_token: refreshToken }),
    });
    expect(answer.status).toBe(200);
  });
});

describe('outside a local environment', () => {
  it('does not start', () => {
    expect(() => configFrom({ ...env(), GOUFU_ENVIRONMENT: 'production' })).toThrow('local environment only');
  });
});
