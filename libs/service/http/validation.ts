import type { RouteContract, RouteInput } from '@goufu/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requestProblem, type FieldError } from './problem.js';

const chinese = z.locales.zhCN().localeError;
const english = z.locales.en().localeError;

/** Reads what came in by the route's contract; throws the problem that names every field at fault. */
export function readInput<Route extends RouteContract>(route: Route, request: FastifyRequest): RouteInput<Route> {
  const params = route.params.safeParse(request.params, { reportInput: true });
  const query = route.query.safeParse(request.query, { reportInput: true });
  const faults = [...errorsAt('/params', params.error), ...errorsAt('/query', query.error)];
  if (faults.length > 0) throw requestProblem('invalid-parameters', { errors: faults });
  const body = route.consumes === 'multipart' ? undefined : readBody(route, request.body);
  return { params: params.data, query: query.data, body } as RouteInput<Route>;
}

/** Reads a body, or the text fields of a form, by the route's contract. */
export function readBody(route: RouteContract, given: unknown): unknown {
  const body = route.body.safeParse(given, { reportInput: true });
  if (!body.success) throw requestProblem('invalid-body', { errors: errorsAt('/body', body.error) });
  return body.data;
}

function errorsAt(place: string, error: z.ZodError | undefined): FieldError[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const field = [place, ...issue.path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: `${field}/${key}`, zh: '未知字段', en: 'unknown field' }));
    if (issue.code === 'invalid_type' && issue.input === undefined) return [{ field, zh: '必填', en: 'required' }];
    return [{ field, zh: textOf(chinese(rawOf(issue))) ?? '无效输入', en: issue.message || textOf(english(rawOf(issue))) || 'invalid input' }];
  });
}

const rawOf = (issue: z.core.$ZodIssue) => issue as z.core.$ZodRawIssue;
const textOf = (message: ReturnType<typeof chinese>): string | undefined => (typeof message === 'string' ? message : message?.message);
