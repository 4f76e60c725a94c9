import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerError, CONFIGURATION, LOG, type Log } from '@goufu/service';
import type { FastifyInstance } from 'fastify';
import { LiveFacts } from './follow-live/live-facts.js';
import { addLiveRoute } from './follow-live/live.routes.js';
import { addForwarding } from './forward-api/forward-api.routes.js';
import type { PortalConfiguration } from './portal.config.js';
import { sameOriginOnly } from './same-origin.js';
import { addPages } from './serve-pages/pages.js';
import { addSecurityHeaders } from './serve-pages/security-headers.js';
import { Issuer } from './session/issuer.js';
import { Sessions } from './session/sessions.js';
import { addSignInRoutes } from './sign-in/sign-in.routes.js';

/** Everything that the browser reaches: sign-in, the session, the services behind one entrance, live updates, pages. */
export async function extendHttp(fastify: FastifyInstance, app: NestFastifyApplication): Promise<void> {
  const configuration = app.get<PortalConfiguration>(CONFIGURATION);
  const sessions = app.get(Sessions);
  await fastify.register(async (scope) => {
    scope.setErrorHandler(answerError(app.get<Log>(LOG)));
    await scope.register(cookie, { secret: configuration.SESSION_SECRET });
    addSecurityHeaders(scope);
    scope.addHook('onRequest', sameOriginOnly(configuration.PORTAL_PUBLIC_URL));
    addSignInRoutes(scope, { issuer: app.get(Issuer), sessions, publicUrl: configuration.PORTAL_PUBLIC_URL });
    await addForwarding(scope, { sessions, configuration });
    addLiveRoute(scope, { sessions, facts: app.get(LiveFacts), oversightUrl: configuration.OVERSIGHT_URL });
    await addPages(scope);
  });
}
