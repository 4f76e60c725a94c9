import { createHash } from 'node:crypto';
import type { RouteContract, RouteInput } from '@goufu/contracts';
import type { IdempotencyClaim } from '@goufu/persistence';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '../identity/identity.js';
import { requestProblem } from './problem.js';

/**
 * The claim of a request with an `Idempotency-Key`: the key belongs to its caller, the hash covers caller, route and input. A
 * form's file is not read yet, so a form is recognised by params and query alone.
 */
export function idempotencyClaimOf(
  request: FastifyRequest,
  route: RouteContract,
  identity: Identity,
  input: RouteInput<RouteContract>,
): IdempotencyClaim | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || route.method === 'GET') return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    const zh = '应为 1 至 200 个可见 ASCII 字符';
    throw requestProblem('invalid-parameters', { errors: [{ field: '/headers/idempotency-key', zh, en: 'must be 1 to 200 visible ASCII characters' }] });
  }
  const body = route.consumes === 'multipart' ? null : (input.body ?? null);
  const asked = canonical([identity.actorId, route.id, input.params, input.query, body]);
  return { key: `${identity.actorId}:${key}`, inputHash: createHash('sha256').update(asked).digest('hex') };
}

/** JSON whose object keys are in order: the same input has the same hash however the client wrote it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
