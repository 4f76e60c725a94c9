import { z } from 'zod';
import type { ResponseOf, RouteContract } from '../route-contract.js';
import { problem, ProblemError, type Problem } from './problem.js';

/** May be left out when everything in it may. */
type Part<Name extends string, Value> = undefined extends Value
  ? { readonly [K in Name]?: Value }
  : Record<string, never> extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

/** What a call of a route takes, as it is before the contract's defaults. */
export type CallInput<Route extends RouteContract> = Part<'params', z.input<Route['params']>> &
  Part<'query', z.input<Route['query']>> &
  Part<'body', z.input<Route['body']>> & {
    /** The file of a `multipart` route; `body` are the fields of its form. */
    readonly file?: NamedFile;
    /** Makes a repeated command answer as the first one did. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

interface NamedFile {
  readonly name: string;
  readonly content: Blob;
}

export interface ClientOptions {
  /** Where the service is, without a slash at the end; may have a path. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Sent with every call; asked anew each time, so that a token may change. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

export interface Client {
  /** Answers the parsed response; throws `ProblemError` when the service says no, and what `fetch` throws when it cannot be reached. */
  call<Route extends RouteContract>(route: Route, input: CallInput<Route>): Promise<ResponseOf<Route>>;
}

/** A client of everything that has a route contract, for browsers and for Node. */
export function createClient({ baseUrl, fetch: send = fetch, headers = () => ({}) }: ClientOptions): Client {
  return {
    async call<Route extends RouteContract>(route: Route, input: CallInput<Route>): Promise<ResponseOf<Route>> {
      const given: Given = input;
      const url = `${baseUrl}${pathOf(route, given.params ?? {})}${searchOf(given.query ?? {})}`;
      const response = await send(url, requestOf(route, given, await headers()));
      if (!response.ok) throw new ProblemError(await problemOf(response));
      const text = await response.text();
      return route.response.parse(text === '' ? undefined : JSON.parse(text)) as ResponseOf<Route>;
    },
  };
}

/** The input of any route. */
interface Given {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly file?: NamedFile;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

function requestOf(route: RouteContract, { body, file, idempotencyKey, signal }: Given, headers: Readonly<Record<string, string>>): RequestInit {
  const json = route.consumes === 'json' && body !== undefined && body !== null;
  return {
    method: route.method,
    headers: {
      accept: 'application/json',
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...headers,
    },
    ...(json ? { body: JSON.stringify(body) } : {}),
    ...(route.consumes === 'multipart' ? { body: formOf(body ?? {}, file) } : {}),
    ...(signal ? { signal } : {}),
  };
}

/** Fields before the file, so that the service knows them when the file streams in. */
function formOf(fields: unknown, file: NamedFile | undefined): FormData {
  const form = new FormData();
  for (const [name, given] of entriesOf(fields)) {
    const value = wireOf(given);
    if (value !== undefined) form.set(name, value);
  }
  if (file) form.set('file', file.content, file.name);
  return form;
}

/** Fills `:name` in the path. Throws `RangeError` for a part that is missing or empty. */
function pathOf(route: RouteContract, params: unknown): string {
  const values = new Map(entriesOf(params));
  return route.path.replaceAll(/:(\w+)/g, (_part, name: string) => {
    const value = wireOf(values.get(name));
    if (value === undefined || value === '') throw new RangeError(`${route.id} needs ${name} in its path`);
    return encodeURIComponent(value);
  });
}

function searchOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, given] of entriesOf(query)) {
    for (const each of Array.isArray(given) ? given : [given]) {
      const value = wireOf(each);
      if (value !== undefined) search.append(name, value);
    }
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}

const entriesOf = (given: unknown): [string, unknown][] => Object.entries(z.record(z.string(), z.unknown()).parse(given));

const wireOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? value.toString() : undefined;

/** The problem that was answered; for an answer that is none (a proxy's page), one that says so. */
async function problemOf(response: Response): Promise<Problem> {
  const parsed = z.string().transform(jsonOf).pipe(problem).safeParse(await response.text());
  if (parsed.success) return parsed.data;
  const { status } = response;
  const code = 'response.unreadable';
  const messages = { zh: '服务器返回了无法识别的内容，请稍后重试', en: `the server answered ${status} without saying why` };
  return { type: `urn:goufu:problem:${code}`, title: messages.zh, status, detail: messages.en, code, messages };
}

function jsonOf(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
}
