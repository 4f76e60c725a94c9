import { Injectable, StreamableFile, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { RouteContract } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { admittedOf } from './admitted.js';
import { HttpProblem, problemOfRefusal } from './problem.js';

/** Answers by the route's contract: a refusal as its problem, a body with the declared fields and no others. */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { route } = admittedOf(context);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((result: unknown) => answerOf(route, reply, result)));
  }
}

/** A body is serialised here, so that one that breaks its contract is a bug with a stack, not half an answer. */
function answerOf(route: RouteContract, reply: FastifyReply, result: unknown): unknown {
  if (isRefusal(result)) throw new HttpProblem(problemOfRefusal(result));
  if (result instanceof StreamableFile) return result;
  const body = route.response.safeParse(result);
  if (!body.success) throw new Error(`the answer of ${route.id} breaks its contract:\n${z.prettifyError(body.error)}`);
  if (body.data === undefined) return undefined;
  void reply.type('application/json; charset=utf-8');
  return JSON.stringify(body.data);
}
