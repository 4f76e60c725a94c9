import { Readable } from 'node:stream';
import { currentTraceparent, requestProblem } from '@goufu/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { request as send, type Dispatcher } from 'undici';
import type { PortalConfiguration } from '../portal.config.js';
import type { Sessions } from '../session/sessions.js';

/** What goes on to the service, and what comes back from it; everything else is the portal's own business. */
const PASSED_ON = ['accept', 'content-type', 'content-length', 'idempotency-key', 'if-none-match', 'range'];
const PASSED_BACK = [
  'accept-ranges', 'allow', 'cache-control', 'content-disposition', 'content-length', 'content-range', 'content-type', 'etag', 'last-modified', 'location', 'retry-after',
];
/** Told to machines, not to browsers. */
const NOT_FOR_BROWSERS = /^\/(?:health|metrics)(?:[/?]|$)/;
const ANSWER_BEGINS_WITHIN_MS = 30_000;
const SILENCE_AT_MOST_MS = 60_000;

export interface ForwardingParts {
  readonly sessions: Sessions;
  readonly configuration: PortalConfiguration;
}

/** `/api/<service>/…` → the service, with the person's token. Bodies are streamed both ways, so that a file is never held in memory. */
export async function addForwarding(fastify: FastifyInstance, { sessions, configuration }: ForwardingParts): Promise<void> {
  const addresses = new Map(Object.entries(addressesOf(configuration)));

  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all<{ Params: { service: string } }>('/api/:service/*', async (request, reply) => {
      const { service } = request.params;
      const address = addresses.get(service);
      const path = request.url.slice(`/api/${service}`.length);
      if (address === undefined || NOT_FOR_BROWSERS.test(path)) throw requestProblem('unknown-route');
      const token = await (await sessions.of(request))?.accessToken();
      const answer = await forward(request, address + path, token);
      for (const name of PASSED_BACK) {
        const value = answer.headers[name];
        if (value !== undefined) reply.header(name, value);
      }
      if (answer.headers['cache-control'] === undefined) reply.header('cache-control', 'no-store');
      return reply.status(answer.statusCode).send(answer.body);
    });
  });
}

function addressesOf(configuration: PortalConfiguration): Record<string, string> {
  const { PROCUREMENT_URL, PROJECTS_URL, EVALUATION_URL, FUNDING_URL, OVERSIGHT_URL } = configuration;
  return { procurement: PROCUREMENT_URL, projects: PROJECTS_URL, evaluation: EVALUATION_URL, funding: FUNDING_URL, oversight: OVERSIGHT_URL };
}

async function forward(request: FastifyRequest, url: string, token: string | undefined): Promise<Dispatcher.ResponseData> {
  const headers: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const traceparent = currentTraceparent();
  if (traceparent !== undefined) headers['traceparent'] = traceparent;
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  try {
    return await send(url, {
      method: request.method,
      headers,
      body: hasBody ? Readable.from(request.raw) : null,
      headersTimeout: ANSWER_BEGINS_WITHIN_MS,
      bodyTimeout: SILENCE_AT_MOST_MS,
    });
  } catch (cause) {
    throw requestProblem('unavailable', { cause, headers: { 'retry-after': '2' } });
  }
}
