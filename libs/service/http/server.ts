import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance } from 'fastify';
import { answer } from './problem.filter.js';
import { problemOfError } from './problem-of-error.js';

/** A JSON body of a command is small; files come as forms, with a limit of their own. */
const BODY_LIMIT_BYTES = 1_048_576;

/** Fastify under Nest: JSON and forms in, problems out, also for what never reaches a route. */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    frameworkErrors: (error: FastifyError, request: Parameters<typeof answer>[1], reply: Parameters<typeof answer>[0]) =>
      void answer(reply, request, problemOfError(error)),
  });
}

/** Before Nest adds its routes. */
export async function prepareServer(fastify: FastifyInstance): Promise<void> {
  fastify.removeContentTypeParser('text/plain');
  await fastify.register(multipart, { throwFileSizeLimit: true });
  // What a route did not read must flow off, or its connection is never free again and the process cannot end.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (!request.raw.readableEnded) request.raw.unpipe().resume();
    done();
  });
}
