import { createHmac } from 'node:crypto';
import type { RouteContract, RouteInput } from '@goufu/contracts';
import type { IdempotencyClaim } from '@goufu/persistence';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '../identity/identity.js';
import { requestProblem } from './problem.js';

/** Injection token of the secret of a service whose callers must not be known by their claims. Optional; exported by the service's own module. */
export const CLAIM_SECRET = Symbol('ClaimSecret');

/**
 * The claim of a request with an `Idempotency-Key`: the key belongs to its caller, the hash covers caller, route and input. A
 * form's file is not read yet: whoever receives it adds its hash. Claims are kept, and a bidder and a price are
 * soon guessed: both are keyed hashes, so that a row names neither who asked nor what (R41).
 */
export function idempotencyClaimOf(
  request: Pick<FastifyRequest, 'headers'>,
  route: RouteContract,
  identity: Identity,
  input: RouteInput<RouteContract>,
  secret: string | Buffer,
): IdempotencyClaim | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || route.method === 'GET') return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    const zh = '应为 1 至 200 个可见 ASCII 字符';
    throw requestProblem('invalid-parameters', { errors: [{ field: '/headers/idempotency-key', zh, en: 'must be 1 to 200 visible ASCII characters' }] });
  }
  const body = route.consumes === 'multipart' ? null : (input.body ?? null);
  const asked = canonical([identity.actorId, route.id, input.params, input.query, body]);
  const sealed = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
  return { key: sealed(JSON.stringify([identity.actorId, key])), inputHash: sealed(JSON.stringify([key, asked])) };
}

/** JSON whose object keys are in order: the same input has the same hash however the client wrote it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
