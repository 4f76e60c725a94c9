import type { IncomingMessage } from 'node:http';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { errorPage, signInPage } from './pages.js';
import { demoPassword, personByUsername } from './people.js';

const FORM_LIMIT_BYTES = 4096;

/** The sign-in page of every authorisation request, and the health routes. */
export function addPages(provider: Provider, portalUrl: string): void {
  provider.use(async (ctx, next) => {
    if (ctx.path === '/health/live') ctx.body = { status: 'ok' };
    else if (ctx.path === '/health/ready') ctx.body = { checks: [{ name: 'keys', ok: true }] };
    else if (ctx.path.startsWith('/interaction/')) await interact(provider, ctx, portalUrl);
    else await next();
  });
}

async function interact(provider: Provider, ctx: Pick<KoaContextWithOIDC, 'req' | 'res' | 'method' | 'status' | 'type' | 'body' | 'redirect' | 'set'>, portalUrl: string): Promise<void> {
  ctx.set({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" });
  ctx.type = 'html';
  try {
    await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method !== 'POST') {
      ctx.body = signInPage();
      return;
    }
    const form = await readForm(ctx.req);
    const person = personByUsername(form.get('username') ?? '');
    if (!person || form.get('password') !== demoPassword) {
      ctx.status = 401;
      ctx.body = signInPage('账号或密码不对 · Wrong account or password');
      return;
    }
    ctx.status = 303;
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: person.sub } }, { mergeWithLastSubmission: false }));
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    ctx.status = error.statusCode;
    ctx.body = errorPage(portalUrl, '登录已过期，请从门户重新登录 · This sign-in has expired, start again from the portal');
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > FORM_LIMIT_BYTES) throw new errors.InvalidRequest('form too large', 413);
    chunks.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
