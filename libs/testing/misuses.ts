import { ROLES, type RouteContract } from '@goufu/contracts';

/** A request that a route must refuse before any rule is asked, whoever owns the route. */
export interface Misuse {
  readonly what: string;
  readonly route: RouteContract;
  readonly path: string;
  /** Roles of the caller; left out: nobody signed in. */
  readonly roles?: readonly string[];
  readonly contentType?: string;
  readonly body?: string;
  readonly status: number;
  readonly code: string;
  /** JSON pointer of the field that the problem must name. */
  readonly field?: string;
}

const SOME_ID = '01900000-0000-7000-8000-000000000001';
/** No id, no date, no code, no number. */
const NONE = '~';
/** Over the megabyte that a command may have. */
const TOO_MUCH = JSON.stringify({ much: 'x'.repeat(1_100_000) });

/** Every way in which a request can be malformed, oversized or unauthorised at each of these routes. */
export function misusesOf(routes: readonly RouteContract[]): Misuse[] {
  return routes.flatMap((route) => [...unauthorised(route), ...(takesBody(route) ? badBodies(route) : []), ...badParameters(route)].map((misuse) => ({ route, ...misuse })));
}

type Found = Omit<Misuse, 'route'>;

/** `GET` and `DELETE` commands carry nothing. */
const takesBody = ({ method }: RouteContract): boolean => method === 'POST' || method === 'PUT';

/** What parameters look like; the contract says which one it takes. */
const LOOKS = [SOME_ID, '2026-03-02', '2026', '1', 'some-code'];

const issuesAt = (schema: RouteContract['params'], name: string, value: string) => (schema.safeParse({ [name]: value }).error?.issues ?? []).filter(({ path }) => path[0] === name);

/** A path that the contract takes, but for `spoilt`. */
const pathOf = ({ path, params }: RouteContract, spoilt?: string): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => (name === spoilt ? NONE : (LOOKS.find((look) => issuesAt(params, name, look).length === 0) ?? NONE)));

function* unauthorised(route: RouteContract): Generator<Found> {
  const path = pathOf(route);
  if (route.allow === 'anyone') return;
  yield { what: 'nobody signed in', path, status: 401, code: 'request.unauthenticated' };
  if (route.allow === 'signed-in') return;
  const others = ROLES.filter((role) => !route.allow.includes(role));
  if (others.length > 0) yield { what: 'every role but those it takes', path, roles: others, status: 403, code: 'request.forbidden' };
}

function* badBodies(route: RouteContract): Generator<Found> {
  const base = { path: pathOf(route), roles: allowed(route) };
  if (route.consumes === 'multipart') {
    yield { ...base, what: 'JSON instead of a form', contentType: 'application/json', body: '{}', status: 415, code: 'request.unsupported-media-type' };
    return;
  }
  const json = { ...base, contentType: 'application/json' };
  yield { ...json, what: 'half of a JSON', body: '{', status: 400, code: 'request.malformed-json' };
  yield { ...json, what: 'a body over the limit', body: TOO_MUCH, status: 413, code: 'request.too-large' };
  yield { ...json, what: 'a field that nobody knows', body: '{"nobodyKnows":1}', status: 422, code: 'request.invalid-body', field: fieldAtFault(route) };
  yield { ...base, what: 'text', contentType: 'text/plain', body: 'hello', status: 415, code: 'request.unsupported-media-type' };
}

/** A parameter or a question that the contract does not take: found by asking the contract itself. */
/** Where the contract tells kinds of bodies apart by a field, that one is asked for first. */
function fieldAtFault({ body }: RouteContract): string {
  const issues = body.safeParse({ nobodyKnows: 1 }).error?.issues ?? [];
  const kind = issues.find(({ code, path }) => code === 'invalid_union' && path.length > 0);
  return kind ? `/body/${kind.path.join('/')}` : '/body/nobodyKnows';
}

/** A parameter or a question that the contract does not take: found by asking the contract itself. */
function* badParameters(route: RouteContract): Generator<Found> {
  const form = route.consumes === 'multipart' && { contentType: 'multipart/form-data; boundary=x', body: '--x--\r\n' };
  const base = { roles: allowed(route), ...form, status: 400, code: 'request.invalid-parameters' };
  for (const [, name = ''] of route.path.matchAll(/:(\w+)/g)) {
    if (issuesAt(route.params, name, NONE).length > 0) yield { ...base, what: `${NONE} as ${name}`, path: pathOf(route, name), field: `/params/${name}` };
  }
  for (const asked of ['limit', 'after', 'state', 'status', 'year', 'period']) {
    if (issuesAt(route.query, asked, NONE).length > 0) yield { ...base, what: `${NONE} as ${asked}`, path: `${pathOf(route)}?${asked}=${NONE}`, field: `/query/${asked}` };
  }
}

const allowed = ({ allow }: RouteContract): readonly string[] => (typeof allow === 'string' ? ROLES : allow);
