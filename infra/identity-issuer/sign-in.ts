import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Browser } from './browser.js';

export interface SignInRequest {
  /** Base URL of the issuer. */
  readonly issuer: string;
  /** A public client whose redirect is on the loopback: `goufu-scenario`. */
  readonly clientId: string;
  /** Username in people.json. */
  readonly person: string;
  readonly password: string;
}

export interface SignedIn {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Life of the access token in seconds. */
  readonly expiresIn: number;
}

/** Nobody listens here: the code is read from the redirect's location. */
const REDIRECT = 'http://127.0.0.1/callback';

const discovery = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokens = z.object({ access_token: z.string(), id_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

/** Signs in as a person would: authorisation request with PKCE, the login form, the redirects, and the code for tokens. Throws when the issuer does not let this person in. */
export async function signIn({ issuer, clientId, person, password }: SignInRequest): Promise<SignedIn> {
  const endpoints = discovery.parse(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json());
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const authorise = new URL(endpoints.authorization_endpoint);
  authorise.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid goufu',
    redirect_uri: REDIRECT,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
  }).toString();

  const browser = new Browser();
  const loginPage = await browser.visit(authorise);
  const { url: callback, status } = await browser.visit(loginPage.url, new URLSearchParams({ username: person, password }));
  const code = callback.searchParams.get('code');
  if (!code || callback.searchParams.get('state') !== state) {
    throw new Error(`${person} was not let in: ${callback.searchParams.get('error_description') ?? status}`);
  }

  const answer = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: REDIRECT, code_verifier: verifier }),
  });
  if (!answer.ok) throw new Error(`token endpoint answered ${answer.status}: ${await answer.text()}`);
  const got = tokens.parse(await answer.json());
  return { accessToken: got.access_token, idToken: got.id_token, refreshToken: got.refresh_token, expiresIn: got.expires_in };
}
