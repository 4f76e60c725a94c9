import type { Bilingual, Refusal, RefusalKind } from '@goufu/kernel';

/** One part of the input that is wrong; `field` is a JSON pointer: `/body/parts/0/fen`. */
export interface FieldError extends Bilingual {
  readonly field: string;
}

/** RFC 9457 problem as it goes over the wire, Chinese first. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly messages: Bilingual;
  /** The rule behind a refusal (R52 …). */
  readonly rule?: string;
  readonly field?: string;
  readonly errors?: readonly FieldError[];
  readonly details?: Refusal['details'];
  readonly instance?: string;
  readonly traceId?: string;
}

/**
 * How a refusal is answered. A command that came too early or too late conflicts with the present state, as 409; 425 is
 * about replayed TLS data and does not fit.
 */
const STATUS_OF_KIND: Record<RefusalKind, number> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-early': 409,
  'too-late': 409,
};

/** What HTTP itself refuses, before any rule is asked. */
const REQUEST_PROBLEMS = {
  malformed: { status: 400, zh: '请求无法读取', en: 'the request cannot be read' },
  'malformed-json': { status: 400, zh: '请求正文不是有效的 JSON', en: 'the body is not valid JSON' },
  'invalid-parameters': { status: 400, zh: '路径、查询参数或请求头不符合要求', en: 'path, query or headers do not match the contract' },
  'invalid-body': { status: 422, zh: '请求内容不符合要求', en: 'the body does not match the contract' },
  unauthenticated: { status: 401, zh: '请先登录', en: 'sign in first' },
  forbidden: { status: 403, zh: '您的角色不能进行此操作', en: 'none of your roles may do this' },
  'unknown-route': { status: 404, zh: '没有这个地址', en: 'there is nothing at this address' },
  'method-not-allowed': { status: 405, zh: '此地址不支持该请求方法', en: 'this address does not take this method' },
  'too-large': { status: 413, zh: '请求内容过大', en: 'the body is too large' },
  'unsupported-media-type': { status: 415, zh: '不支持的内容类型', en: 'this content type is not supported' },
  conflict: { status: 409, zh: '数据已被他人同时修改，请重试', en: 'somebody else changed this at the same time: try again' },
  unavailable: { status: 503, zh: '系统暂时不可用，请稍后重试', en: 'temporarily unavailable: try again later' },
  internal: { status: 500, zh: '系统内部错误', en: 'internal error' },
} satisfies Record<string, Bilingual & { status: number }>;

export type RequestProblemCode = keyof typeof REQUEST_PROBLEMS;

/** Thrown anywhere below a route; answered as its problem. */
export class HttpProblem extends Error {
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
    cause?: unknown,
  ) {
    super(`${problem.code}: ${problem.messages.en}`, { cause });
  }
}

/** `requestProblem('forbidden')`; `because` says more than the catalogue does. */
export function requestProblem(
  code: RequestProblemCode,
  more: { readonly because?: Bilingual; readonly errors?: readonly FieldError[]; readonly headers?: Record<string, string>; readonly cause?: unknown } = {},
): HttpProblem {
  const { status, zh, en } = REQUEST_PROBLEMS[code];
  const messages = { zh: more.because ? `${zh}：${more.because.zh}` : zh, en: more.because ? `${en}: ${more.because.en}` : en };
  const problem = { ...problemOf(`request.${code}`, status, messages), ...(more.errors ? { errors: more.errors } : {}) };
  return new HttpProblem(problem, more.headers, more.cause);
}

/** A rule said no. */
export function problemOfRefusal({ code, kind, zh, en, rule, field, details }: Refusal): Problem {
  return {
    ...problemOf(code, STATUS_OF_KIND[kind], { zh, en }),
    ...(rule === undefined ? {} : { rule }),
    ...(field === undefined ? {} : { field }),
    ...(details === undefined ? {} : { details }),
  };
}

const problemOf = (code: string, status: number, messages: Bilingual): Problem => ({
  type: `urn:goufu:problem:${code}`,
  title: messages.zh,
  status,
  detail: messages.en,
  code,
  messages,
});
