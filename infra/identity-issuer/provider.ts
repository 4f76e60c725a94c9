import { errors, interactionPolicy, Provider, type Configuration } from 'oidc-provider';
import type { IssuerConfig } from './config.js';
import type { IssuerKeys } from './keys.js';
import { errorPage, signedOutPage, signOutPage } from './pages.js';
import { jurisdiction, organisationOf, personBySub, type Person } from './people.js';
import { fileStore } from './store.js';

/** The one protected resource: every access token is for it, with the audience below. */
const API = 'urn:goufu:api';
const AUDIENCE = 'goufu-api';
const HOUR = 3600;

/** What services decide by. Pseudonymous: no label and no name is in an access token. */
const authorisationClaims = (person: Person) => {
  const { orgId, nameZh, uscc } = organisationOf(person);
  return { roles: person.roles, org_id: orgId, org_name: nameZh, uscc, jurisdiction };
};

/** The OpenID Connect provider with its two clients: the portal, and the scenario that signs in as each person. */
export function providerFor(config: IssuerConfig, keys: IssuerKeys): Provider {
  const provider: Provider = new Provider(config.issuerUrl, {
    adapter: fileStore(config.dataDir),
    clients: clientsOf(config),
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookies], names: { session: 'goufu_issuer', interaction: 'goufu_sign_in', resume: 'goufu_sign_in_resume' } },
    scopes: ['openid'],
    claims: { openid: ['sub', 'name', 'roles', 'org_id', 'org_name', 'uscc', 'jurisdiction'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    ttl: { AccessToken: HOUR, IdToken: HOUR, RefreshToken: 14 * 24 * HOUR, Session: 14 * 24 * HOUR, Grant: 14 * 24 * HOUR, Interaction: HOUR },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    findAccount: async (_ctx, sub) => {
      const person = personBySub(sub);
      return person && { accountId: sub, claims: async () => ({ sub, name: person.labelZh, ...authorisationClaims(person) }) };
    },
    extraTokenClaims: async (_ctx, token) => {
      const person = 'accountId' in token ? personBySub(token.accountId) : undefined;
      return person && authorisationClaims(person);
    },
    loadExistingGrant: (ctx) => grantFor(provider, ctx.oidc.client?.clientId, ctx.oidc.session),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: withoutConsent() },
    features: featuresOf(),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(config.portalUrl, out.error_description ?? out.error);
    },
  });
  return provider;
}

function clientsOf({ portalUrl, clientSecret }: IssuerConfig): Configuration['clients'] {
  const code = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code' as const] };
  return [
    {
      ...code,
      client_id: 'goufu-portal',
      client_name: '购服门户',
      client_secret: clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [`${portalUrl}/auth/callback`],
      post_logout_redirect_uris: [portalUrl, `${portalUrl}/`],
    },
    {
      ...code,
      client_id: 'goufu-scenario',
      client_name: '演示剧本',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
    },
  ];
}

/** Our own clients need no consent; the policy asks native ones for it unless told otherwise. */
function withoutConsent() {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}

type OpenSession = { accountId?: string | undefined; grantIdFor(clientId: string): string | undefined };

async function grantFor(provider: Provider, clientId: string | undefined, session: OpenSession | undefined) {
  if (!clientId || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(clientId);
  const existing = grantId && (await provider.Grant.find(grantId));
  if (existing) return existing;
  const grant = new provider.Grant({ clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(API, 'goufu');
  await grant.save();
  return grant;
}

function featuresOf(): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== API) throw new errors.InvalidTarget();
        return { scope: 'goufu', audience: AUDIENCE, accessTokenFormat: 'jwt', accessTokenTTL: HOUR, jwt: { sign: { alg: 'RS256' } } };
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const askedByOwnClient = ctx.oidc.entities.IdTokenHint?.payload.sub === ctx.oidc.session?.accountId;
        ctx.type = 'html';
        ctx.body = signOutPage(form, askedByOwnClient);
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.type = 'html';
        ctx.body = signedOutPage();
      },
    },
  };
}
