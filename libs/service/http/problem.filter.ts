import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOG, type Log } from '../observability/log.js';
import { currentTraceId } from '../observability/tracing.js';
import { problemOfError } from './problem-of-error.js';
import { requestProblem, type HttpProblem } from './problem.js';
import { RouteTable } from './route-table.js';

/** Answers every error once, as an RFC 9457 problem. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly table: RouteTable,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = this.withMethods(problemOfError(error), request);
    if (problem.problem.status >= 500) this.log.error({ err: error, method: request.method, path: pathOf(request) }, problem.message);
    await answer(http.getResponse<FastifyReply>(), request, problem);
  }

  /** An address that exists under another method is 405, not 404. */
  private withMethods(problem: HttpProblem, request: FastifyRequest): HttpProblem {
    if (problem.problem.code !== 'request.unknown-route') return problem;
    const methods = this.table.methodsAt(pathOf(request));
    return methods.length === 0 ? problem : requestProblem('method-not-allowed', { headers: { allow: methods.join(', ') } });
  }
}

/** Fastify's error handler for routes that are no contracts (`extendHttp`): the same one answer. */
export const answerError =
  (log: Log) =>
  async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const problem = problemOfError(error);
    if (problem.problem.status >= 500) log.error({ err: error, method: request.method, path: pathOf(request) }, problem.message);
    await answer(reply, request, problem);
  };

/** Sends a problem, from wherever the error came. */
export async function answer(reply: FastifyReply, request: FastifyRequest, { problem, headers }: HttpProblem): Promise<void> {
  // Half of a file may be on its way already: then the broken connection is the answer.
  if (reply.sent) return void reply.raw.destroy();
  const traceId = currentTraceId();
  await reply
    .status(problem.status)
    .headers(headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...problem, instance: pathOf(request), ...(traceId === undefined ? {} : { traceId }) }));
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url;
