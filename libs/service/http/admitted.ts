import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RouteContract, RouteInput } from '@goufu/contracts';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../identity/caller.js';

/** What the guard found out about a request that it let in. */
export interface Admitted {
  readonly route: RouteContract;
  readonly caller: Caller;
  readonly input: RouteInput<RouteContract>;
}

const admitted = new WeakMap<FastifyRequest, Admitted>();

export const admit = (request: FastifyRequest, what: Admitted): void => void admitted.set(request, what);

export function admittedOf(context: ExecutionContext): Admitted {
  const found = admitted.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!found) throw new Error('a request reached its controller without passing the guard');
  return found;
}

/** `@Input() input: RouteInput<typeof route>` in a controller method: params, query and body, parsed by the contract. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext) => admittedOf(context).input);
