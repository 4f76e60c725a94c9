import { requestProblem } from '@goufu/service';
import type { PortalSession } from '@goufu/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import type { Issuer } from '../session/issuer.js';
import type { Sessions } from '../session/sessions.js';
import { attempts } from './attempts.js';

export interface SignInParts {
  readonly issuer: Issuer;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}

/** Signing in and out, and who is signed in. Addresses that a browser opens answer with redirects, never with tokens. */
export function addSignInRoutes(fastify: FastifyInstance, { issuer, sessions, publicUrl }: SignInParts): void {
  const attempt = attempts(publicUrl.startsWith('https:'));

  fastify.get('/session', async (request, reply): Promise<PortalSession> => {
    reply.header('cache-control', 'no-store');
    const session = await sessions.of(request);
    return { person: session?.person ?? null };
  });

  fastify.get<{ Querystring: { return?: string } }>('/auth/sign-in', async (request, reply) => {
    const { address, ...begun } = await issuer.signInAddress();
    attempt.remember(reply, { ...begun, returnTo: ownPath(request.query.return) });
    return reply.redirect(address.href);
  });

  fastify.get('/auth/callback', async (request, reply) => {
    const begun = attempt.recall(request);
    attempt.forget(reply);
    if (!begun) return reply.redirect('/?sign-in=expired');
    const tokens = await issuer.redeem(queryOf(request), begun).catch(refusedByIssuer);
    if (!tokens) return reply.redirect('/?sign-in=refused');
    await sessions.begin(request, reply, tokens);
    return reply.redirect(begun.returnTo);
  });

  fastify.post('/auth/sign-out', async (request, reply) => ({ location: await signOut(request, reply) }));

  async function signOut(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const session = await sessions.of(request);
    if (!session) throw requestProblem('unauthenticated');
    await sessions.end(request, reply);
    return (await issuer.signOutAddress(session.idToken)).href;
  }
}

/** A path of this portal, or its front page: never another site. */
function ownPath(wanted: string | undefined): string {
  return wanted !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(wanted) ? wanted : '/';
}

const queryOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** What the issuer or the checks of its answer refuse is told to the person; an outage is thrown on. */
function refusedByIssuer(error: unknown): undefined {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError || error instanceof ClientError) return undefined;
  throw error;
}
