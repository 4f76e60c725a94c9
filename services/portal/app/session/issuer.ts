import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, requestProblem } from '@goufu/service';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type Configuration,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import type { PortalConfiguration } from '../portal.config.js';

const SCOPE = 'openid goufu';

/** What must be remembered between leaving for the issuer and coming back. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What the issuer gave for a person; none of it reaches the browser. */
export interface Tokens {
  readonly accessToken: string;
  /** Life of the access token in seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  /** How the person is called on pages. */
  readonly label: string | undefined;
}

/** The identity issuer as the portal uses it: code flow with PKCE as a confidential client. */
@Injectable()
export class Issuer {
  private found: Promise<Configuration> | undefined;

  constructor(@Inject(CONFIGURATION) private readonly configuration: PortalConfiguration) {}

  /** Where to send somebody who wants to sign in. */
  async signInAddress(): Promise<SignInAttempt & { readonly address: URL }> {
    const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const address = buildAuthorizationUrl(await this.discovered(), {
      redirect_uri: `${this.configuration.PORTAL_PUBLIC_URL}/auth/callback`,
      scope: SCOPE,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { ...attempt, address };
  }

  /** The tokens for the code in `query`; throws when the answer is not that of `attempt`. */
  async redeem(query: string, { state, nonce, codeVerifier }: SignInAttempt): Promise<Tokens> {
    const callback = new URL(`${this.configuration.PORTAL_PUBLIC_URL}/auth/callback${query}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
    return tokensOf(await authorizationCodeGrant(await this.discovered(), callback, checks));
  }

  /** Throws when the issuer does not let this person go on. */
  async refresh(refreshToken: string): Promise<Tokens> {
    return tokensOf(await refreshTokenGrant(await this.discovered(), refreshToken));
  }

  /** Where to end the session at the issuer too. */
  async signOutAddress(idToken: string | undefined): Promise<URL> {
    return buildEndSessionUrl(await this.discovered(), {
      post_logout_redirect_uri: `${this.configuration.PORTAL_PUBLIC_URL}/`,
      ...(idToken === undefined ? {} : { id_token_hint: idToken }),
    });
  }

  private async discovered(): Promise<Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = this.configuration;
    const issuer = new URL(OIDC_ISSUER);
    const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    this.found ??= discovery(issuer, OIDC_CLIENT_ID, undefined, ClientSecretPost(OIDC_CLIENT_SECRET), { execute });
    try {
      return await this.found;
    } catch (cause) {
      this.found = undefined;
      throw requestProblem('unavailable', { because: { zh: '身份服务没有应答', en: 'the identity issuer does not answer' }, cause });
    }
  }
}

type Granted = TokenEndpointResponse & TokenEndpointResponseHelpers;

function tokensOf(granted: Granted): Tokens {
  const name = granted.claims()?.['name'];
  return {
    accessToken: granted.access_token,
    expiresIn: granted.expires_in ?? 300,
    refreshToken: granted.refresh_token,
    idToken: granted.id_token,
    label: typeof name === 'string' ? name : undefined,
  };
}
