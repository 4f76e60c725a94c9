import { HttpException } from '@nestjs/common';
import { isTransient, sqlStateOf } from '@goufu/persistence';
import { HttpProblem, requestProblem, type RequestProblemCode } from './problem.js';

/** Two commands met: serialization failure, deadlock, lock not available, unique key taken. One won; the other may try again. */
const CONFLICTS = new Set(['40001', '40P01', '55P03', '23505']);

const CODE_OF_STATUS: Record<number, RequestProblemCode> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'unknown-route',
  405: 'method-not-allowed',
  406: 'unsupported-media-type',
  413: 'too-large',
  414: 'malformed',
  415: 'unsupported-media-type',
  503: 'unavailable',
};

/** The one answer to anything thrown below a route. What is not understood is a bug: 500 without its insides. */
export function problemOfError(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (CONFLICTS.has(sqlStateOf(error) ?? '')) return requestProblem('conflict', { cause: error, headers: { 'retry-after': '1' } });
  if (isTransient(error)) return unavailable(error);
  if (isMalformedJson(error)) return requestProblem('malformed-json', { cause: error });
  const code = CODE_OF_STATUS[statusOf(error)];
  return requestProblem(code ?? 'internal', { cause: error });
}

export const unavailable = (cause: unknown): HttpProblem => requestProblem('unavailable', { cause, headers: { 'retry-after': '2' } });

/** The status that Nest or Fastify gave to an error of its own; 500 for everybody else's. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (!isFastifyError(error)) return 500;
  return error.statusCode;
}

const isFastifyError = (error: unknown): error is Error & { code: string; statusCode: number } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('FST_') &&
  'statusCode' in error &&
  typeof error.statusCode === 'number';

/** Nest wraps what Fastify threw. */
const isMalformedJson = (error: unknown): boolean => {
  const cause = error instanceof HttpException ? error.cause : error;
  return isFastifyError(cause) && ['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY'].includes(cause.code);
};
