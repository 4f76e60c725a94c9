import { requestProblem } from '@goufu/service';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { request as ask } from 'undici';
import { z } from 'zod';
import type { Session, Sessions } from '../session/sessions.js';
import type { LandedFact, LiveFacts } from './live-facts.js';
import { maySee } from './may-see.js';

const HEARTBEAT_MS = 15_000;
const query = z.object({ purchase: z.uuid().optional() });

export interface LiveParts {
  readonly sessions: Sessions;
  readonly facts: LiveFacts;
  readonly oversightUrl: string;
}

/** `GET /live?purchase=<id>`: server-sent events, one per fact that landed and that this person may know of. */
export function addLiveRoute(fastify: FastifyInstance, { sessions, facts, oversightUrl }: LiveParts): void {
  const open = new Set<FastifyReply>();
  // A stream never ends by itself, and the server only closes when all have.
  fastify.addHook('preClose', async () => {
    for (const reply of open) reply.raw.end();
  });

  fastify.get('/live', async (request, reply) => {
    const { data, error } = query.safeParse(request.query);
    if (error) throw requestProblem('invalid-parameters');
    const session = await sessions.of(request);
    if (!session) throw requestProblem('unauthenticated');
    const reader = data.purchase !== undefined && (await mayRead(oversightUrl, data.purchase, session));
    const wanted = ({ live, label }: LandedFact): boolean =>
      (data.purchase === undefined || live.purchaseId === data.purchase) && maySee(session.person, label, reader);
    stream(reply, wanted);
    return reply;
  });

  function stream(reply: FastifyReply, wanted: (fact: LandedFact) => boolean): void {
    const { raw } = reply.hijack();
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write('retry: 2000\n\n');
    const leave = facts.listen((fact) => {
      if (wanted(fact)) raw.write(`id: ${fact.live.id}\ndata: ${JSON.stringify(fact.live)}\n\n`);
    });
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    open.add(reply);
    raw.once('close', () => {
      clearInterval(heartbeat);
      leave();
      open.delete(reply);
    });
  }
}

/** Whether this person may read a purchase; the service that keeps its timeline decides. */
async function mayRead(oversightUrl: string, purchaseId: string, session: Session): Promise<boolean> {
  const token = await session.accessToken();
  const answer = await ask(`${oversightUrl}/purchases/${purchaseId}/timeline`, { headers: { authorization: `Bearer ${token ?? ''}` } });
  await answer.body.dump();
  return answer.statusCode === 200;
}
