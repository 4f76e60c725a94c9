import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IdempotencyClaim, Scope, WorkContext } from '@goufu/persistence';
import { admittedOf } from '../http/admitted.js';
import { currentTraceparent } from '../observability/tracing.js';
import type { Identity } from './identity.js';

/** Who calls, what they may see, and the work context of this request. */
export interface Caller extends Identity {
  /** An agency sees only what is its own; everybody only their jurisdiction. */
  readonly scope: Scope;
  /** For `UnitOfWork.run`: the actor, the trace, and the request's Idempotency-Key if it has one. */
  work(): WorkContext;
}

/** `@Caller() caller: Caller` in a controller method. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) => admittedOf(context).caller);

export function callerOf(identity: Identity, idempotency: IdempotencyClaim | undefined): Caller {
  const { actorId, jurisdiction, orgId } = identity;
  return {
    ...identity,
    scope: { jurisdiction, ...(identity.roles.includes('agency') ? { orgId: orgId ?? 'none' } : {}) },
    work: () => ({ actorId, jurisdiction, traceparent: currentTraceparent(), ...(idempotency ? { idempotency } : {}) }),
  };
}
