import { Inject, Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { RouteContract } from '@goufu/contracts';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../identity/caller.js';
import { ANONYMOUS, type Identity } from '../identity/identity.js';
import { TokenVerifier } from '../identity/token-verifier.js';
import { admit } from './admitted.js';
import { CLAIM_SECRET, idempotencyClaimOf } from './idempotency-key.js';
import { routeOf } from './implements.js';
import { requestProblem } from './problem.js';
import { readInput } from './validation.js';

/** Lets a request in by its route's contract: who calls, whether they may, whether the input has the right shape. */
@Injectable()
export class ContractGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenVerifier,
    @Optional() @Inject(CLAIM_SECRET) private readonly claimSecret: string | Buffer = '',
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getHandler());
    if (!route) throw new Error(`${context.getClass().name}.${context.getHandler().name} is a route without a contract`);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const identity = await this.identify(request, route);
    refuseOtherRoles(identity, route);
    refuseOtherMediaType(request, route);
    const input = readInput(route, request);
    admit(request, { route, input, caller: callerOf(identity, idempotencyClaimOf(request, route, identity, input, this.claimSecret)) });
    return true;
  }

  /** A token that is sent is checked, also where none is needed. */
  private async identify(request: FastifyRequest, route: RouteContract): Promise<Identity> {
    const header = request.headers.authorization;
    if (header === undefined && route.allow === 'anyone') return ANONYMOUS;
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1];
    if (token === undefined) throw requestProblem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
    return this.tokens.verify(token);
  }
}

function refuseOtherRoles(identity: Identity, { allow }: RouteContract): void {
  if (allow === 'anyone' || allow === 'signed-in' || allow.some((role) => identity.roles.includes(role))) return;
  const roles = allow.join(', ');
  throw requestProblem('forbidden', { because: { zh: `需要以下角色之一：${roles}`, en: `it takes one of ${roles}` } });
}

/** A form where JSON is expected, or JSON where a form is. */
function refuseOtherMediaType(request: FastifyRequest, { consumes }: RouteContract): void {
  if (request.isMultipart() === (consumes === 'multipart')) return;
  const wanted = consumes === 'multipart' ? 'multipart/form-data' : 'application/json';
  throw requestProblem('unsupported-media-type', { because: { zh: `应为 ${wanted}`, en: `it takes ${wanted}` } });
}
