import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { Controller, Module } from '@nestjs/common';
import { defineRoute, fen, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { z } from 'zod';
import { Input } from '../http/admitted.js';
import { Implements } from '../http/implements.js';
import { Upload } from '../http/upload.js';
import { Caller } from '../identity/caller.js';
import { currentTraceparent } from '../observability/tracing.js';

/** A small service of the specs' own, with a route of every sort. */

export const greet = defineRoute({
  id: 'greet',
  method: 'POST',
  path: '/greetings/:name',
  summary: 'Greets',
  allow: ['purchaser', 'operator'],
  params: z.object({ name: z.string().max(10) }),
  query: z.object({ loud: z.stringbool().optional() }),
  body: z.strictObject({ amountFen: fen, parts: z.array(z.object({ year: z.int() })).default([]) }),
  response: z.object({ text: z.string(), actor: z.string(), jurisdiction: z.string(), traceparent: z.string().optional(), key: z.string().optional() }),
  status: 201,
});

export const fail = defineRoute({
  id: 'fail',
  method: 'GET',
  path: '/failures/:kind',
  summary: 'Fails in the way that is asked for',
  allow: 'anyone',
  params: z.object({ kind: z.string() }),
  response: z.object({ amountFen: z.string() }),
});

export const take = defineRoute({
  id: 'take',
  method: 'POST',
  path: '/files',
  summary: 'Takes a file',
  allow: 'anyone',
  consumes: 'multipart',
  body: z.strictObject({ title: z.string().min(2) }),
  response: z.object({ title: z.string(), bytes: z.int(), fileName: z.string() }),
});

export const whoAmI = defineRoute({
  id: 'whoAmI',
  method: 'GET',
  path: '/me',
  summary: 'Who calls',
  allow: 'signed-in',
  response: z.object({ actorId: z.string(), scope: z.object({ jurisdiction: z.string(), orgId: z.string().optional() }) }),
});

export const greetingRoutes = [greet, fail, take, whoAmI];

const refuse = refusalsOf('greeting', {
  'too-early': { kind: 'too-early', rule: 'R52', field: 'amountFen', zh: '开标时间未到', en: 'bids are sealed until the opening' },
});

class DatabaseError extends Error {
  constructor(readonly code: string) {
    super(`secret detail of ${code}`);
  }
}

@Controller()
export class GreetingController {
  @Implements(greet)
  async greet(@Input() { params, body }: RouteInput<typeof greet>, @Caller() caller: Caller) {
    const work = caller.work();
    return {
      text: `${params.name} ${body.amountFen}`,
      actor: caller.actorId,
      jurisdiction: work.jurisdiction,
      notDeclared: 'is dropped',
      traceparent: currentTraceparent(),
      key: work.idempotency && `${work.idempotency.key} ${work.idempotency.inputHash}`,
    };
  }

  @Implements(fail)
  async fail(@Input() { params }: RouteInput<typeof fail>) {
    if (params.kind === 'refusal') return refuse('too-early', { opensAt: '2026-03-02' });
    if (params.kind === 'bigint') return JSON.parse('{"amountFen":7}') as { amountFen: string };
    if (params.kind === 'bug') throw new Error('secret insides');
    throw new DatabaseError(params.kind);
  }

  @Implements(take)
  async take(@Upload() upload: Upload) {
    const { fields, fileName, content } = await upload.open(take, { maxBytes: 200_000 });
    let bytes = 0;
    const count = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done();
      },
    });
    await pipeline(content, count);
    return { title: fields.title, bytes, fileName };
  }

  @Implements(whoAmI)
  async me(@Caller() caller: Caller) {
    return caller;
  }
}

@Module({ controllers: [GreetingController] })
export class GreetingModule {}
